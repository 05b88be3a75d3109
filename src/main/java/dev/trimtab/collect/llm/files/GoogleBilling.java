package dev.trimtab.collect.llm.files;

import dev.trimtab.collect.llm.api.Json;
import dev.trimtab.model.llm.LlmProvider;
import dev.trimtab.model.llm.ProviderCost;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// Rows of Google's standard billing export that are about models. A credit is a line of its own:
/// what is billed is the sum.
final class GoogleBilling {
  private static final Set<String> SERVICES =
      Set.of("Vertex AI", "Cloud AI Platform", "Gemini API", "Generative Language API");

  private final ExportFile file;
  private final Exports exports;

  /// Lines of rows that do not say when they were written.
  private final List<ProviderCost> undated = new ArrayList<>();

  GoogleBilling(ExportFile file, Exports exports) {
    this.file = file;
    this.exports = exports;
  }

  /// Takes one row; rows of other services are not ours.
  void add(JsonNode row) {
    if (!SERVICES.contains(Json.text(row.path("service"), "description"))) {
      return;
    }
    var sku = Json.text(row.path("sku"), "description");
    var type = Json.text(row, "cost_type");
    var category =
        switch (type) {
          case "tax" -> ProviderCost.TAX;
          case "adjustment", "rounding_error" -> ProviderCost.ADJUSTMENT;
          case "credit" -> ProviderCost.CREDIT;
          default -> ProviderCost.USAGE;
        };
    var costs = new ArrayList<ProviderCost>();
    costs.add(cost(row, sku, category, Json.money(row.path("cost"), row.path("currency"))));
    for (var credit : row.path("credits")) {
      var amount = Json.money(credit.path("amount"), row.path("currency"));
      costs.add(cost(row, sku + ", " + Json.text(credit, "name"), ProviderCost.CREDIT, amount));
    }
    if (Json.text(row, "export_time").isEmpty()) {
      undated.addAll(costs);
    } else {
      var digest = UUID.nameUUIDFromBytes(row.toString().getBytes(StandardCharsets.UTF_8));
      exports.add(file, digest, costs);
    }
  }

  /// Hands over what the file's rows came to.
  void end() {
    exports.add(file, undated);
  }

  private static ProviderCost cost(JsonNode row, String item, String category, Money money) {
    return new ProviderCost(
        LlmProvider.VERTEX,
        Json.text(row, "billing_account_id"),
        Json.text(row.path("project"), "id"),
        item,
        category,
        new TimeWindow(time(row, "usage_start_time"), time(row, "usage_end_time")),
        money,
        money);
  }

  /// BigQuery writes `2026-11-22 09:00:00 UTC`, or with a fraction, or ISO-8601.
  private static Instant time(JsonNode row, String field) {
    var text = Json.text(row, field).replace(" UTC", "Z").replace(' ', 'T');
    return Instant.parse(text.endsWith("Z") || text.contains("+") ? text : text + "Z");
  }
}
