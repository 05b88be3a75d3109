package dev.trimtab.rightsize.tuned;

import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/// What all containers together showed, window by window: the averages that prices are in, and how
/// memory peaks went on.
///
/// Containers are [seen][#see(Past)] one after another and forgotten; what is kept does not grow
/// with their number. Sums are of whole numbers, so that they are the same in any order.
public final class Fleet {
  /// Windows' worth of samples that are pooled: what is older says little of today's software.
  private static final double POOLED_DAYS = 30;

  private static final int MOST_SAMPLES = 60_000;
  private static final double MICRO = 1e6;

  private final Span span;
  private final AtomicLongArray microCoreHours;
  private final AtomicLongArray microHours;
  private final AtomicLongArray peakMebi;
  private final AtomicLongArray peaks;
  private final PeakSamples[] samples;

  public Fleet(Span span) {
    this.span = span;
    microCoreHours = new AtomicLongArray(span.count());
    microHours = new AtomicLongArray(span.count());
    peakMebi = new AtomicLongArray(span.count());
    peaks = new AtomicLongArray(span.count());
    samples = new PeakSamples[span.count()];
    for (int w = 0; w < samples.length; w++) {
      samples[w] = new PeakSamples(MOST_SAMPLES / span.in(POOLED_DAYS));
    }
  }

  /// Adds a container; several threads may do so.
  public void see(Past past) {
    for (int w = 0; w < span.count(); w++) {
      var use = past.at(w);
      if (use == null) {
        continue;
      }
      if (use.hasCpu()) {
        microCoreHours.addAndGet(w, Math.round(use.averageCpu() * use.hours() * MICRO));
        microHours.addAndGet(w, Math.round(use.hours() * MICRO));
      }
      if (!Double.isNaN(use.memoryPeak())) {
        peakMebi.addAndGet(w, Math.round(use.memoryPeak() / (1 << 20)));
        peaks.incrementAndGet(w);
        addSample(past, w, use.memoryPeak());
      }
    }
  }

  private void addSample(Past past, int window, double peak) {
    var before = PeakFeatures.before(window, past, span);
    if (before.highest() > 0) {
      samples[window].add(PeakSample.of(priority(past.key(), window), before, peak));
    }
  }

  /// Spreads keys evenly, differently for every window (the finaliser of MurmurHash3).
  private static long priority(long key, int window) {
    long hash = key + window * 0x9e3779b97f4a7c15L;
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }

  /// What had been learned before each window, once all containers have been seen.
  public Learned learned() {
    var averageUse = new double[span.count()];
    var averagePeak = new double[span.count()];
    var classes = new @Nullable PeakClasses[span.count()];
    long cores = 0;
    long hours = 0;
    long mebi = 0;
    long count = 0;
    for (int w = 0; w < span.count(); w++) {
      averageUse[w] = hours == 0 ? 0 : (double) cores / hours;
      averagePeak[w] = count == 0 ? 0 : (double) mebi / count * (1 << 20);
      classes[w] = classesBefore(w);
      cores += microCoreHours.get(w);
      hours += microHours.get(w);
      mebi += peakMebi.get(w);
      count += peaks.get(w);
    }
    return new Learned(span, averageUse, averagePeak, classes);
  }

  private @Nullable PeakClasses classesBefore(int window) {
    var pool = new ArrayList<PeakSample>();
    for (int w = Math.max(0, window - span.in(POOLED_DAYS)); w < window; w++) {
      pool.addAll(samples[w].kept());
    }
    return PeakClasses.of(pool);
  }
}
