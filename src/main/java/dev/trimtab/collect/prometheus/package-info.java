/// Usage from Prometheus and what speaks its API: Thanos, Mimir, VictoriaMetrics, Amazon's.
@org.jspecify.annotations.NullMarked
package dev.trimtab.collect.prometheus;
