package dev.trimtab.report.workbook;

import java.util.List;

/// The lines of the template's data dictionary: sheet, column, meaning, unit, source.
final class DataDictionary {
  private DataDictionary() {}

  static final List<List<String>> LINES =
      List.of(
          line(
              "Fact",
              "ChargePeriodStart",
              "First instant of the UTC day that the cost falls on",
              "date",
              "FOCUS; the day of the usage"),
          line(
              "Fact",
              "ProviderName",
              "Who is paid",
              "",
              "FOCUS; the cluster's cloud, or the LLM provider"),
          line("Fact", "ServiceName", "What was used", "", "FOCUS"),
          line(
              "Fact",
              "x_Cluster",
              "Kubernetes cluster; empty for LLM spend",
              "",
              "Trimtab's configuration"),
          line(
              "Fact",
              "x_Namespace",
              "Kubernetes namespace; empty where none owns the cost",
              "",
              "Kubernetes API"),
          line(
              "Fact",
              "x_Team",
              "Who is charged; 'unattributed' where nobody is known",
              "",
              "Namespace labels and the attribution map"),
          line(
              "Fact",
              "x_Kind",
              "What the money went into: cpu, memory, gpu, idle, shared or llm",
              "",
              "Allocation: a container's cost is the greater of its request and its usage, at its node's price"),
          line("Fact", "SkuId", "Instance type, or LLM model and token kind", "", "FOCUS"),
          line(
              "Fact",
              "ConsumedQuantity",
              "How much was used; empty where it has no meaning",
              "see ConsumedUnit",
              "FOCUS"),
          line(
              "Fact",
              "ConsumedUnit",
              "Unit of ConsumedQuantity, such as core-hours, GiB-hours or tokens",
              "",
              "FOCUS"),
          line(
              "Fact",
              "EffectiveCost",
              "Cost in whole cents; rounded so that the rows add up to the rounded total",
              "BillingCurrency",
              "FOCUS; finops.costs_daily holds it unrounded"),
          line("Fact", "BillingCurrency", "Currency of EffectiveCost", "ISO 4217", "FOCUS"),
          line(
              "Fact",
              "x_PriceBasis",
              "Price it was computed at: on-demand, spot, list or unpriced",
              "",
              "Price book of the day"),
          line(
              "Fact",
              "x_CostCentre",
              "Cost centre of LLM spend, 'not stated' where nobody said; empty for infrastructure",
              "",
              "The attribution map, or annotations in Kubernetes"),
          line(
              "Fact",
              "x_Environment",
              "Environment of LLM spend, 'not stated' where nobody said; empty for infrastructure",
              "",
              "The attribution map, or annotations in Kubernetes"),
          line(
              "Summary",
              "Total of the period",
              "All cost rows added up (total_cost)",
              "currency",
              "Fact"),
          line(
              "Summary",
              "Infrastructure",
              "Total without LLM spend (infra_cost)",
              "currency",
              "Fact"),
          line("Summary", "LLM", "Cost rows of kind llm (llm_cost)", "currency", "Fact"),
          line(
              "Summary",
              "Month, days shown",
              "Cost of those days of the period that lie in its last month (month_to_date)",
              "currency",
              "Fact"),
          line(
              "Summary",
              "Monthly savings (nominal)",
              "Open recommendations added up, increases taken off (savings_monthly)",
              "currency a month",
              "Recommendations"),
          line(
              "Summary",
              "Monthly savings (realizable)",
              "What nodes cost less a month, by the night's node plans (savings_realizable)",
              "currency a month",
              "Recommendations"),
          line(
              "Summary",
              "Unattributed",
              "Cost that no team owns (unattributed_cost)",
              "currency",
              "Fact"),
          line(
              "Chargeback",
              "Idle share",
              "What nodes cost beyond what containers held",
              "currency",
              "Fact, x_Kind idle"),
          line(
              "Chargeback",
              "Shared share",
              "What serves all: system namespaces and overhead",
              "currency",
              "Fact, x_Kind shared"),
          line(
              "Chargeback",
              "Cost centre, Environment",
              "As the attribution map or Kubernetes names them for LLM spend",
              "",
              "Fact, x_CostCentre and x_Environment"),
          line(
              "LLM",
              "Input",
              "Input tokens neither read from nor written to a cache",
              "tokens",
              "Provider's usage report, normalised"),
          line(
              "LLM",
              "Cached input",
              "Input tokens read from a cache",
              "tokens",
              "Provider's usage report"),
          line(
              "LLM",
              "Cache write",
              "Input tokens written to a cache, for 5 minutes or 1 hour",
              "tokens",
              "Provider's usage report"),
          line(
              "LLM",
              "Output",
              "Output tokens, reasoning included",
              "tokens",
              "Provider's usage report"),
          line(
              "LLM",
              "Cost per million tokens",
              "Cost over the priced tokens of all kinds",
              "currency per million",
              "This sheet"),
          line(
              "LLM",
              "Unpriced tokens",
              "Tokens of a model without a known price; missing from the cost",
              "tokens",
              "Price book"),
          line(
              "LLM",
              "Requests",
              "Calls, failed ones too; empty where the provider does not tell",
              "calls",
              "Provider's usage report"),
          line(
              "LLM",
              "Cost per 1,000 requests",
              "Cost over the requests; empty where these are not told, or tokens have no price",
              "currency per 1,000",
              "This sheet"),
          line(
              "LLM",
              "API key",
              "Name of the key, else its id, never the key itself; not told where the provider does not tell",
              "",
              "Provider's usage report and list of keys"),
          line(
              "LLM",
              "LLM cost of a unit",
              "LLM cost over the units of a business metric, on the days on which both are known",
              "currency",
              "Prometheus, by allocation.businessMetrics; finops.business_unit_costs"),
          line(
              "LLM",
              "Infrastructure cost of a unit",
              "The same of infrastructure cost, in all clusters",
              "currency",
              "Prometheus, by allocation.businessMetrics; finops.business_unit_costs"),
          line(
              "Recommendations",
              "Nominal a month",
              "Requests x list price over 730 hours; negative where more is needed",
              "currency a month",
              "finops.recommendations"),
          line(
              "Recommendations",
              "Realizable a month",
              "What nodes cost less for it, by node plans; a cluster's rows add up to what its nodes cost less",
              "currency a month",
              "finops.recommendations"),
          line(
              "Recommendations",
              "Price basis",
              "Price the savings were computed at",
              "",
              "finops.recommendations"),
          line("Reconciliation", "Difference", "Ours less theirs", "currency", "This sheet"),
          line(
              "Reconciliation",
              "Result",
              "PASS where the difference is within the tolerance",
              "",
              "This sheet"));

  private static List<String> line(
      String sheet, String column, String meaning, String unit, String source) {
    return List.of(sheet, column, meaning, unit, source);
  }
}
