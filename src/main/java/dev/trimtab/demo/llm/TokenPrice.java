package dev.trimtab.demo.llm;

import dev.trimtab.demo.seed.Table;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// The public price of a model, USD per million tokens; batch is half of it.
record TokenPrice(
    BigDecimal input,
    BigDecimal cached,
    BigDecimal written5m,
    BigDecimal written1h,
    BigDecimal output) {
  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final Map<String, TokenPrice> ALL =
      Table.read("llm-prices.csv").stream()
          .collect(Collectors.toMap(row -> row.text("model"), TokenPrice::of));

  static TokenPrice of(LlmStream stream) {
    boolean longContext = stream.context().equals("200k-1M");
    var name = longContext ? stream.model() + "@" + stream.context() : stream.model();
    var price = Objects.requireNonNull(ALL.get(name), name);
    return stream.tier().equals("batch") ? price.times(HALF) : price;
  }

  /// What the usage costs, USD, by the Anthropic names of its token kinds.
  Map<String, BigDecimal> costs(Usage usage) {
    var costs = new LinkedHashMap<String, BigDecimal>();
    costs.put("uncached_input_tokens", cost(usage.input(), input));
    costs.put("cache_read_input_tokens", cost(usage.cached(), cached));
    costs.put("cache_creation.ephemeral_5m_input_tokens", cost(usage.written5m(), written5m));
    costs.put("cache_creation.ephemeral_1h_input_tokens", cost(usage.written1h(), written1h));
    costs.put("output_tokens", cost(usage.output(), output));
    costs.values().removeIf(amount -> amount.signum() == 0);
    return costs;
  }

  private static BigDecimal cost(long tokens, BigDecimal perMillion) {
    return BigDecimal.valueOf(tokens).multiply(perMillion).movePointLeft(6);
  }

  private TokenPrice times(BigDecimal factor) {
    return new TokenPrice(
        input.multiply(factor),
        cached.multiply(factor),
        written5m.multiply(factor),
        written1h.multiply(factor),
        output.multiply(factor));
  }

  private static TokenPrice of(Table.Row row) {
    return new TokenPrice(
        price(row, "input"),
        price(row, "cached_input"),
        price(row, "cache_write_5m"),
        price(row, "cache_write_1h"),
        price(row, "output"));
  }

  private static BigDecimal price(Table.Row row, String column) {
    return row.text(column).isEmpty() ? BigDecimal.ZERO : new BigDecimal(row.text(column));
  }
}
