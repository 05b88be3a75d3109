/// Tells runaway spend from growth, batches, outages and late data: causal, hour by hour.
///
/// [dev.trimtab.detect.SpendDetector] holds what is known of one series and takes its points in the
/// order of their ends; [dev.trimtab.detect.Fleet] holds what all series say of a new one.
@org.jspecify.annotations.NullMarked
package dev.trimtab.detect;
