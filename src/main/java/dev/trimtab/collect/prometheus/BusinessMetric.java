package dev.trimtab.collect.prometheus;

import dev.trimtab.model.Source.Reach;

/// What is counted, by a query of one's own.
///
/// @param name unique; watermarks and views go by it
/// @param query PromQL whose value at the end of a UTC day is the day's count, such as `sum by
///   (team) (increase(orders_total[1d]))`
/// @param team whose cost stands against it; empty for what the label `team` says, or everybody's
/// @param namespace the same, by namespace
/// @param model the same of LLM cost, by model
public record BusinessMetric(
    String name, String query, String team, String namespace, String model, Reach reach) {}
