package dev.trimtab.model.price;

/// How often a type's spot nodes were interrupted in the last month, as the Spot Advisor bands it.
///
/// @param atLeast lower end of the band, 0..1 a month
/// @param below upper end of the band, 0..1 a month
/// @param savingsPercent the advisor's own figure against on-demand
public record InterruptionRate(
    String region, String instanceType, double atLeast, double below, int savingsPercent) {}
