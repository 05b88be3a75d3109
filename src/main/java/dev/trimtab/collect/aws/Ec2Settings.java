package dev.trimtab.collect.aws;

import dev.trimtab.collect.aws.facts.TypeFilter;
import java.time.Duration;

/// What EC2 is asked for.
///
/// @param backfill spot history of a first run; AWS keeps 90 days
/// @param overlap spot history read again each time, for prices that are published late
public record Ec2Settings(
    String region, TypeFilter types, AwsAccess access, Duration backfill, Duration overlap) {}
