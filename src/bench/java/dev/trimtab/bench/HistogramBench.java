package dev.trimtab.bench;

import dev.trimtab.model.usage.Histogram;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What a container's day costs the processor: 288 samples in, one percentile out.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class HistogramBench {
  private static final int SAMPLES = 288;

  private final double[] cores = new SplittableRandom(5).doubles(SAMPLES, 0.001, 4).toArray();
  private final Histogram filled = of(cores);

  private static Histogram of(double[] values) {
    var histogram = new Histogram();
    for (double value : values) {
      histogram.add(value);
    }
    return histogram;
  }

  @Benchmark
  public Histogram fill() {
    return of(cores);
  }

  @Benchmark
  public double percentile() {
    return filled.percentile(0.95);
  }
}
