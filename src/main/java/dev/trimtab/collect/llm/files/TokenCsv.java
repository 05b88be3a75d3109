package dev.trimtab.collect.llm.files;

import dev.trimtab.collect.csv.BadRow;
import dev.trimtab.collect.csv.CsvFile;
import dev.trimtab.collect.csv.CsvRow;
import dev.trimtab.collect.llm.anthropic.AnthropicPages;
import dev.trimtab.collect.llm.api.Rows;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.ProviderCost;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Token usage as CSV: `provider, project, api_key, user, model, tier, start, end, input_tokens,
/// cached_input_tokens, cache_write_tokens, output_tokens, requests, cost`.
///
/// `input_tokens` includes cached and cache-write ones, whoever the provider is; `cost` is in USD.
final class TokenCsv {
  private static final double MOST_BAD_ROWS = 0.01;

  private final String source;
  private final Path file;

  TokenCsv(String source, Path file) {
    this.source = source;
    this.file = file;
  }

  /// Rows of the same scope and interval are added up.
  void read(Rows<ProviderUsage> usage, Rows<ProviderCost> costs, FactSink sink)
      throws SourceUnavailable {
    var rows = new TreeMap<String, ProviderUsage>();
    var paid = new ArrayList<ProviderCost>();
    var problems =
        new CsvFile(source, file, MOST_BAD_ROWS)
            .read(
                List.of("provider", "model", "start", "end", "input_tokens", "output_tokens"),
                row -> {
                  var read = usage(row);
                  addCost(row, read, paid);
                  rows.merge(read.scope() + "@" + read.window(), read, TokenCsv::plus);
                });
    problems.forEach(sink::problem);
    usage.page(List.copyOf(rows.values()));
    costs.page(paid);
  }

  private static ProviderUsage usage(CsvRow row) throws BadRow {
    var tier = row.textOrEmpty("tier");
    var scope =
        new LlmScope(
            row.required("provider"),
            row.textOrEmpty("project"),
            row.textOrEmpty("api_key"),
            row.textOrEmpty("user"),
            row.required("model"),
            tier.isEmpty() ? "standard" : tier,
            row.textOrEmpty("context"));
    var start = row.instant("start");
    var end = row.instant("end");
    if (!end.isAfter(start)) {
      throw new BadRow("end before start", "end is %s, start %s".formatted(end, start));
    }
    return new ProviderUsage(scope, new TimeWindow(start, end), counters(row, scope.provider()));
  }

  private static Map<String, Long> counters(CsvRow row, String provider) throws BadRow {
    var counters = new HashMap<String, Long>();
    boolean anthropic = provider.equals(AnthropicPages.PROVIDER);
    put(
        counters,
        row,
        "cached_input_tokens",
        anthropic ? "cache_read_input_tokens" : "input_cached_tokens");
    put(
        counters,
        row,
        "cache_write_tokens",
        anthropic ? "cache_creation.ephemeral_5m_input_tokens" : "input_cache_write_tokens");
    long cached = counters.values().stream().mapToLong(Long::longValue).sum();
    put(counters, row, "input_tokens", anthropic ? "uncached_input_tokens" : "input_tokens");
    if (anthropic) {
      counters.computeIfPresent("uncached_input_tokens", (_, input) -> input - cached);
    }
    put(counters, row, "output_tokens", "output_tokens");
    put(counters, row, "requests", "num_model_requests");
    return counters;
  }

  /// A negative count takes usage back.
  private static void put(Map<String, Long> into, CsvRow row, String column, String counter)
      throws BadRow {
    var text = row.text(column);
    if (text == null) {
      return;
    }
    try {
      into.put(counter, new BigDecimal(text.strip()).longValue());
    } catch (NumberFormatException e) {
      throw new BadRow("unreadable " + column, column + " is \"" + text + "\"; wanted a number");
    }
  }

  private static void addCost(CsvRow row, ProviderUsage usage, List<ProviderCost> into)
      throws BadRow {
    var text = row.text("cost");
    if (text == null) {
      return;
    }
    try {
      var money = new Money(Money.USD, new BigDecimal(text.strip()));
      var s = usage.scope();
      into.add(new ProviderCost(s.provider(), s.project(), s.model(), usage.window(), money));
    } catch (NumberFormatException e) {
      throw new BadRow("unreadable cost", "cost is \"" + text + "\"; wanted a decimal");
    }
  }

  private static ProviderUsage plus(ProviderUsage a, ProviderUsage b) {
    var sum = new HashMap<>(a.counters());
    b.counters().forEach((name, count) -> sum.merge(name, count, Math::addExact));
    return new ProviderUsage(a.scope(), a.window(), sum);
  }
}
