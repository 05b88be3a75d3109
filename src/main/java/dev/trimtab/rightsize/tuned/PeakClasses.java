package dev.trimtab.rightsize.tuned;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// Containers of like behaviour, pooled: a split conformal predictor by class (Vovk, Gammerman and
/// Shafer, 2005, chapter 4.5, "Mondrian" classes).
///
/// Classes are quantiles of volatility, and within each quantiles of how far the peaks have fallen
/// since: where the highest peak is old, the next one is likely lower.
final class PeakClasses {
  private static final int VOLATILITIES = 5;
  private static final int FALLS = 3;
  private static final int FEWEST = 40;

  private final double[] volatility;
  private final double[][] fallen;
  private final PeakOdds[][] odds;
  private final PeakOdds young;

  private PeakClasses(List<PeakSample> grown, List<PeakSample> all, List<PeakSample> begun) {
    var everybody = PeakOdds.ofAll(ratios(all));
    volatility = edges(grown, PeakSample::volatility, VOLATILITIES);
    fallen = new double[VOLATILITIES][];
    odds = new PeakOdds[VOLATILITIES][FALLS];
    var byVolatility = split(grown, PeakSample::volatility, volatility);
    for (int v = 0; v < VOLATILITIES; v++) {
      var members = byVolatility.get(v);
      var alike = everybody.among(ratios(members));
      fallen[v] = edges(members, PeakSample::fallen, FALLS);
      var byFall = split(members, PeakSample::fallen, fallen[v]);
      for (int f = 0; f < FALLS; f++) {
        odds[v][f] = alike.among(ratios(byFall.get(f)));
      }
    }
    young = everybody.among(ratios(begun));
  }

  /// Null while too little has come to learn from.
  static @Nullable PeakClasses of(List<PeakSample> samples) {
    if (samples.size() < FEWEST) {
      return null;
    }
    var begun = samples.stream().filter(PeakSample::young).toList();
    var grown = samples.stream().filter(sample -> !sample.young()).toList();
    return new PeakClasses(grown, samples, begun);
  }

  PeakOdds of(PeakFeatures features) {
    if (features.isYoung()) {
      return young;
    }
    // as narrow as the samples are, or equal ones would not be
    int v = place((float) features.volatility(), volatility);
    return odds[v][place((float) features.fallen(), fallen[v])];
  }

  private static float[] ratios(List<PeakSample> samples) {
    var ratios = new float[samples.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = samples.get(i).ratio();
    }
    return ratios;
  }

  private static double[] edges(
      List<PeakSample> samples, ToDoubleFunction<PeakSample> of, int classes) {
    var values = samples.stream().mapToDouble(of).sorted().toArray();
    var edges = new double[classes - 1];
    for (int i = 0; values.length > 0 && i < edges.length; i++) {
      edges[i] = values[(int) ((long) values.length * (i + 1) / classes)];
    }
    return edges;
  }

  private static List<List<PeakSample>> split(
      List<PeakSample> samples, ToDoubleFunction<PeakSample> of, double[] edges) {
    var parts = new ArrayList<List<PeakSample>>();
    for (int i = 0; i <= edges.length; i++) {
      parts.add(new ArrayList<>());
    }
    samples.stream()
        .sorted(Comparator.comparingLong(PeakSample::priority))
        .forEach(sample -> parts.get(place(of.applyAsDouble(sample), edges)).add(sample));
    return parts;
  }

  private static int place(double value, double[] edges) {
    int at = 0;
    while (at < edges.length && value >= edges[at]) {
      at++;
    }
    return at;
  }
}
