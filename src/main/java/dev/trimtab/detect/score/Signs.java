package dev.trimtab.detect.score;

import dev.trimtab.model.spend.SpendPoint;

/// The ways in which a value may be odd, each in deviations of its own past.
final class Signs {
  static final int COUNT = 10;

  private static final int DAY = 86_400;
  private static final int MOST_A_DAY = 1440;
  private static final int FEWEST_A_DAY = 8;

  private final Stray value = new Stray(2000);
  private final Stray jump = new Stray(2000);
  private final Stray shortMean = new Stray(2000);
  private final Stray middleMean = new Stray(4000);
  private final Stray dayApart = new Stray(2000);
  private final Stray weekApart = new Stray(4000);
  private final Stray spread = new Stray(2000);
  private double last = Double.NaN;
  private double ofFew = Double.NaN;
  private double ofMore = Double.NaN;
  private double apart;
  private double apartWeek;
  private double spreadNow;
  private final Range values = new Range();
  private final Range means = new Range();
  private final Range jumps = new Range();
  private double[] past = new double[0];
  private int perDay;
  private int at;

  /// Measures a point and takes it in.
  void next(SpendPoint point, double[] into) {
    double x = point.cost();
    if (at == 0) {
      long steps = DAY / Math.max(1, point.seconds());
      perDay = steps > MOST_A_DAY || steps < FEWEST_A_DAY ? 0 : (int) steps;
      past = new double[7 * perDay];
      last = x;
      ofFew = x;
      ofMore = x;
    }
    into[0] = value.next(x);
    into[1] = jump.next(x - last);
    ofFew += 0.15 * (x - ofFew);
    into[2] = shortMean.next(ofFew);
    ofMore += 0.03 * (x - ofMore);
    into[3] = middleMean.next(ofMore);
    into[4] = 0;
    into[5] = 0;
    if (perDay > 0) {
      if (at >= perDay) {
        apart += 0.2 * (x - past[(at - perDay) % past.length] - apart);
        into[4] = dayApart.next(apart);
      }
      if (at >= past.length) {
        apartWeek += 0.2 * (x - past[at % past.length] - apartWeek);
        into[5] = weekApart.next(apartWeek);
      }
      past[at % past.length] = x;
    }
    double off = Math.abs(x - ofFew);
    spreadNow += 0.06 * (off - spreadNow);
    double range = at == 0 ? 0 : values.range();
    into[6] = at < 30 ? 0 : spread.next(Math.log(spreadNow + 1e-3 * range + 1e-12));
    into[7] = values.next(x);
    into[8] = means.next(ofFew);
    into[9] = jumps.next(x - last);
    last = x;
    at++;
  }
}
