/// The Numenta Anomaly Benchmark: its series, its labels, and its score by our own hand.
@org.jspecify.annotations.NullMarked
package dev.trimtab.bench.nab;
