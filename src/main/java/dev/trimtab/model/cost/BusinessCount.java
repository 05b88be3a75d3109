package dev.trimtab.model.cost;

import java.math.BigDecimal;
import java.time.LocalDate;

/// How often something that the business counts happened on a UTC day: orders, articles.
///
/// @param metric its configured name
/// @param team whose cost stands against it; empty for everybody's
/// @param namespace the same, by namespace
/// @param model the same of LLM cost, by model without its date
public record BusinessCount(
    String metric, LocalDate day, String team, String namespace, String model, BigDecimal count) {}
