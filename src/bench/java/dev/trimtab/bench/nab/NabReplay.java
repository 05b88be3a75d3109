package dev.trimtab.bench.nab;

import dev.trimtab.detect.score.Oddness;
import dev.trimtab.model.SourceUnavailable;
import java.util.List;
import java.util.function.Function;

/// Scores NAB's series and the scores.
public final class NabReplay {
  private NabReplay() {}

  /// The standard profile's score of [Oddness].
  public static double ours() throws SourceUnavailable {
    return best(NabSeries.all(), NabReplay::oddness).score();
  }

  /// The standard profile's score of NAB's windowed Gaussian, published as 39.6.
  public static double windowedGaussian() throws SourceUnavailable {
    return best(NabSeries.all(), WindowedGaussian::scores).score();
  }

  static NabScore.Best best(List<NabSeries> all, Function<NabSeries, double[]> detector) {
    var score = new NabScore();
    all.forEach(series -> score.add(series, detector.apply(series)));
    return score.best();
  }

  private static double[] oddness(NabSeries series) {
    var oddness = new Oddness();
    return series.points().stream().mapToDouble(oddness::score).toArray();
  }

  /// Runs by hand.
  public static void main(String[] arguments) throws SourceUnavailable {
    System.out.println("windowed Gaussian (published 39.6): " + windowedGaussian());
    System.out.println("ours: " + best(NabSeries.all(), NabReplay::oddness));
  }
}
