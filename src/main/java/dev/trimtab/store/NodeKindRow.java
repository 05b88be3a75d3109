package dev.trimtab.store;

import dev.trimtab.model.usage.Histogram;

/// A row of `trimtab.node_kind_daily` without its container and day, its histogram encoded.
@SuppressWarnings("ArrayRecordComponent") // encoded bytes on their way to the table; never compared
record NodeKindRow(String instanceType, int samples, double memoryPeak, byte[] histogram) {
  /// Adds the samples of one container, day and kind of node up.
  static final class Builder {
    private final Histogram cpu = new Histogram();
    private double memoryPeak = Double.NaN;
    private int samples;

    /// Adds a sample.
    ///
    /// @param average cores, NaN where unknown
    /// @param memory peak, bytes, NaN where unknown
    void add(double average, double memory) {
      samples++;
      if (!Double.isNaN(average)) {
        cpu.add(average);
      }
      memoryPeak = ProfileBuilder.max(memoryPeak, memory);
    }

    NodeKindRow row(String instanceType) {
      return new NodeKindRow(instanceType, samples, memoryPeak, HistogramCodec.encode(cpu));
    }
  }
}
