package dev.trimtab.detect.rule;

import dev.trimtab.detect.Sensitivity;
import dev.trimtab.detect.series.Hour;
import dev.trimtab.detect.series.Normal;
import dev.trimtab.detect.series.Rolling;
import dev.trimtab.detect.series.Tail;

/// Many more failed requests than usual while the work goes on: a retry loop.
///
/// In an outage the requests that would have succeeded fail, so that the cost falls; in a retry
/// loop the failures come on top.
public final class Failures implements Rule {
  private static final int WINDOW = 3;

  /// Failures beside the requests that are usual at this hour.
  private static final double SHARE = 0.5;

  private static final double ABOVE_REACHED = 1.5;
  private static final double FEWEST = 20;

  /// Of the expected cost; below it, requests fail that should have succeeded.
  private static final double WORK_GOES_ON = 0.65;

  /// So many failures are no outage, whatever the cost.
  private static final double BEYOND_OUTAGES = 4;

  private static final double SLOWNESS = 1.0 / (24 * 14);
  private static final int SEEN_ENOUGH = 48;

  private final double strictness;
  private final Rolling failed = new Rolling(WINDOW);
  private final Rolling expectedRequests = new Rolling(WINDOW);
  private final Rolling cost = new Rolling(WINDOW);
  private final Rolling expectedCost = new Rolling(WINDOW);
  private final Tail tail = new Tail();
  private double requestsPerShape = Double.NaN;
  private double usualShare;
  private int seen;
  private double relative;

  public Failures(Sensitivity sensitivity) {
    strictness = Math.sqrt(sensitivity.strictness());
  }

  @Override
  public String name() {
    return "failures";
  }

  @Override
  public Sign judge(Hour hour, Normal normal) {
    double usual = normal.shape() * requestsPerShape;
    failed.add(hour.failed());
    expectedRequests.add(Double.isNaN(usual) ? hour.requests() : usual);
    cost.add(normal.cost());
    expectedCost.add(normal.expected());
    if (Double.isNaN(hour.failed()) || seen < SEEN_ENOUGH) {
      return Sign.NONE;
    }
    double requests = Math.max(expectedRequests.sum(), FEWEST / 4);
    relative = failed.sum() / requests;
    if (failed.sum() < FEWEST || !goesOn(requests)) {
      return new Sign(0, failed.sum(), usualShare * requests);
    }
    double threshold =
        strictness * Math.max(SHARE, Math.max(ABOVE_REACHED * tail.reached(), 4 * usualShare));
    return new Sign(relative / threshold, failed.sum(), usualShare * requests);
  }

  private boolean goesOn(double requests) {
    return cost.sum() >= WORK_GOES_ON * expectedCost.sum()
        || failed.sum() > BEYOND_OUTAGES * requests;
  }

  @Override
  public void learn(Hour hour, Normal normal) {
    if (Double.isNaN(hour.requests()) || Double.isNaN(hour.failed())) {
      return;
    }
    seen++;
    double weight = Math.max(SLOWNESS, 1.0 / seen);
    double per = hour.requests() / normal.shape();
    requestsPerShape =
        Double.isNaN(requestsPerShape)
            ? per
            : requestsPerShape
                + weight * (Math.min(per, 4 * requestsPerShape + 4) - requestsPerShape);
    double share = hour.failed() / Math.max(hour.requests(), 1);
    usualShare += weight * (Math.min(share, 1) - usualShare);
    tail.see(goesOn(Math.max(expectedRequests.sum(), FEWEST / 4)) ? relative : 0);
  }

  @Override
  public void endDay(boolean usual) {
    tail.day(usual, SHARE);
  }

  @Override
  public String advice() {
    return "Look at retries without a limit: the endpoint, the model's name and the key's rights";
  }
}
