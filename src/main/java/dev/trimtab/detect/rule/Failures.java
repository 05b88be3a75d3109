package dev.trimtab.detect.rule;

import dev.trimtab.detect.Sensitivity;
import dev.trimtab.detect.series.Hour;
import dev.trimtab.detect.series.Memory;
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
  private static final double BEYOND_OUTAGES = 3;

  private static final double SLOWNESS = 1.0 / (24 * 14);
  private static final int SEEN_ENOUGH = 48;

  private final double caution;
  private final Rolling failed = new Rolling(WINDOW);
  private final Rolling expectedRequests = new Rolling(WINDOW);
  private final Tail tail;
  private double requestsPerShape = Double.NaN;
  private double usualShare;
  private int seen;
  private double threshold = SHARE;

  public Failures(Sensitivity sensitivity) {
    tail = new Tail(sensitivity.caution());
    caution = sensitivity.caution();
  }

  @Override
  public String name() {
    return "failures";
  }

  @Override
  public Sign judge(Hour hour, Normal normal) {
    double usual = normal.shape() * requestsPerShape;
    failed.add(onTop(hour, normal, usual));
    expectedRequests.add(
        Math.max(Double.isNaN(usual) ? 0 : usual, Math.max(0, hour.requests() - hour.failed())));
    if (Double.isNaN(hour.failed()) || seen < SEEN_ENOUGH) {
      return Sign.NONE;
    }
    double requests = Math.max(expectedRequests.sum(), FEWEST / 4);
    double relative = failed.sum() / requests;
    tail.see(relative);
    if (failed.sum() < FEWEST) {
      return new Sign(0, failed.sum(), usualShare * requests);
    }
    threshold =
        caution
            * Math.max(
                SHARE * caution,
                Math.max(ABOVE_REACHED * caution * tail.reached(), 4 * usualShare));
    return new Sign(relative / threshold, failed.sum(), usualShare * requests);
  }

  /// Failures beside work that goes on; in an hour in which it does not, those beyond an outage's.
  private static double onTop(Hour hour, Normal normal, double usualRequests) {
    if (normal.cost() >= WORK_GOES_ON * normal.expected()) {
      return hour.failed();
    }
    double outage = Double.isNaN(usualRequests) ? hour.requests() : usualRequests;
    return Math.max(0, hour.failed() - BEYOND_OUTAGES * outage);
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
  }

  @Override
  public void endDay(boolean usual) {
    tail.day(usual, threshold);
  }

  @Override
  public String unit() {
    return "failed requests in the last three hours";
  }

  @Override
  public String advice() {
    return "Look at retries without a limit: the endpoint, the model's name and the key's rights";
  }

  @Override
  public void keep(Memory memory) {
    failed.keep(memory);
    expectedRequests.keep(memory);
    tail.keep(memory);
    requestsPerShape = memory.of(requestsPerShape);
    usualShare = memory.of(usualShare);
    seen = memory.of(seen);
    threshold = memory.of(threshold);
  }
}
