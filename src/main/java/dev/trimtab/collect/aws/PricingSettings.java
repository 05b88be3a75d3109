package dev.trimtab.collect.aws;

import dev.trimtab.collect.aws.facts.TypeFilter;

/// What the price list is asked for.
///
/// @param region whose prices are wanted
/// @param serviceRegion where the price list service runs, `us-east-1` for most
public record PricingSettings(
    String region, TypeFilter types, String serviceRegion, AwsAccess access) {}
