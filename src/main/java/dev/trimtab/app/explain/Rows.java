package dev.trimtab.app.explain;

import dev.trimtab.model.finding.Recommendation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Recommendations for programs, named as the columns of `finops.recommendations`.
public final class Rows {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public static final List<String> COLUMNS =
      List.of(
          "cluster",
          "namespace",
          "workload_kind",
          "workload",
          "container",
          "team",
          "kind",
          "current",
          "proposed",
          "nominal_monthly_savings",
          "currency",
          "price_basis",
          "reason",
          "evidence",
          "patch");

  private Rows() {}

  /// A JSON array; what is in force, what is proposed and the evidence are objects in it.
  public static String json(List<Recommendation> recommendations) {
    var all = new ArrayList<Map<String, @Nullable Object>>();
    for (var r : recommendations) {
      var row = new LinkedHashMap<String, @Nullable Object>();
      var cells = cells(r);
      for (int i = 0; i < COLUMNS.size(); i++) {
        row.put(COLUMNS.get(i), cells.get(i));
      }
      var savings = r.monthlySavings();
      row.put("current", JSON.readTree(r.current()));
      row.put("proposed", JSON.readTree(r.proposed()));
      row.put("nominal_monthly_savings", savings == null ? null : savings.stored().amount());
      row.put("currency", savings == null ? null : savings.currency().getCurrencyCode());
      row.put("evidence", JSON.readTree(r.evidence()));
      row.put("patch", r.patch().isEmpty() ? null : r.patch());
      all.add(row);
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all);
  }

  /// Text of each column.
  public static List<String> cells(Recommendation r) {
    var savings = r.monthlySavings();
    return List.of(
        r.cluster(),
        r.namespace(),
        r.workloadKind(),
        r.workload(),
        r.container(),
        r.team(),
        r.kind(),
        r.current(),
        r.proposed(),
        savings == null ? "" : savings.stored().amount().toPlainString(),
        savings == null ? "" : savings.currency().getCurrencyCode(),
        r.priceBasis(),
        r.reason(),
        r.evidence(),
        r.patch());
  }
}
