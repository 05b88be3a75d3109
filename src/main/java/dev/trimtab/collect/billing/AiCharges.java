package dev.trimtab.collect.billing;

import dev.trimtab.collect.csv.CsvRow;
import dev.trimtab.model.Fact;
import dev.trimtab.model.cost.Charge;
import dev.trimtab.model.llm.ProviderCost;
import dev.trimtab.units.TimeWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Lines of a bill that pay for LLM usage, as the cost reports of the providers that they pay.
///
/// The same line in two files (a month that was exported twice) is one, as in the bill.
final class AiCharges {
  /// Longest line item that is kept: it is part of an index key.
  private static final int LETTERS = 200;

  private final Map<String, ProviderCost> lines = new LinkedHashMap<>();

  void add(CsvRow row, Charge charge) {
    AiVendor.of(row)
        .ifPresent(provider ->
            lines.put(
                charge.chargeId(),
                new ProviderCost(
                    provider,
                    "", // a billing account is not what the provider calls an organization
                    row.textOrEmpty("SubAccountId"),
                    item(charge),
                    charge.chargeCategory().isEmpty()
                        ? ProviderCost.USAGE
                        : charge.chargeCategory(),
                    charge.chargePeriod(),
                    charge.billedCost(),
                    charge.effectiveCost())));
  }

  private static String item(Charge charge) {
    var words = charge.chargeDescription().isEmpty() ? charge.skuId() : charge.chargeDescription();
    return words.length() <= LETTERS ? words : words.substring(0, LETTERS);
  }

  /// One for each provider, with all that is known of it.
  List<Fact.LlmCosts> facts(String source) {
    var byProvider = new TreeMap<String, List<ProviderCost>>();
    lines
        .values()
        .forEach(
            line -> byProvider.computeIfAbsent(line.provider(), _ -> new ArrayList<>()).add(line));
    return byProvider.entrySet().stream()
        .map(each ->
            new Fact.LlmCosts(source, each.getKey(), span(each.getValue()), each.getValue()))
        .toList();
  }

  private static TimeWindow span(List<ProviderCost> costs) {
    var start =
        costs.stream()
            .map(cost -> cost.window().start())
            .min(Instant::compareTo)
            .orElse(Instant.EPOCH);
    // a line without length is of its instant
    var end =
        costs.stream()
            .map(cost -> cost.window().end().plusMillis(1))
            .max(Instant::compareTo)
            .orElse(start);
    return new TimeWindow(start, end);
  }
}
