package dev.trimtab.detect.rule;

import dev.trimtab.detect.Sensitivity;
import dev.trimtab.detect.series.Hour;
import dev.trimtab.detect.series.Normal;
import dev.trimtab.detect.series.Rolling;
import dev.trimtab.detect.series.Tail;

/// More tokens in a request than usual: prompts that grow.
public final class TokensPerRequest implements Rule {
  private static final int WINDOW = 6;
  private static final double LEAST_FACTOR = 1.5;
  private static final double FEWEST_REQUESTS = 30;
  private static final double SLOWNESS = 1.0 / (24 * 10);
  private static final double ABOVE_REACHED = 1.25;
  private static final double RULES = 3;
  private static final double STEP_OF_LEARNING = 0.3;

  private final Sensitivity sensitivity;
  private final Rolling tokens = new Rolling(WINDOW);
  private final Rolling requests = new Rolling(WINDOW);
  private final Tail tail = new Tail();
  private double usual = Double.NaN;
  private int seen;
  private double stray;

  public TokensPerRequest(Sensitivity sensitivity) {
    this.sensitivity = sensitivity;
  }

  @Override
  public String name() {
    return "tokens-per-request";
  }

  @Override
  public Sign judge(Hour hour, Normal normal) {
    double answered = hour.answered();
    boolean known = answered > 0 && hour.tokens() > 0;
    tokens.add(known ? hour.tokens() : 0);
    requests.add(known ? answered : 0);
    stray = 0;
    if (!(usual > 0) || requests.sum() < FEWEST_REQUESTS || seen < 24 * 4) {
      return Sign.NONE;
    }
    double now = tokens.sum() / requests.sum();
    stray = Math.max(0, Math.log(now / usual));
    double inDays = RULES * 30 / sensitivity.perMonth();
    double threshold =
        Math.max(
            Math.log(LEAST_FACTOR) * sensitivity.strictness(),
            Math.max(tail.returnLevel(inDays), ABOVE_REACHED * tail.reached()));
    return new Sign(stray / threshold, now, usual);
  }

  @Override
  public void learn(Hour hour, Normal normal) {
    double now = hour.tokens() / hour.answered();
    if (now > 0 && Double.isFinite(now)) {
      seen++;
      double weight = Math.max(SLOWNESS, 1.0 / seen);
      usual =
          usual > 0
              ? usual
                  * Math.exp(
                      weight
                          * Math.clamp(Math.log(now / usual), -STEP_OF_LEARNING, STEP_OF_LEARNING))
              : now;
    }
    tail.see(stray);
  }

  @Override
  public void endDay(boolean usualDay) {
    tail.day(usualDay, Math.log(LEAST_FACTOR));
  }

  @Override
  public void restart() {
    if (tokens.sum() > 0 && requests.sum() > 0) {
      usual = tokens.sum() / requests.sum();
    }
  }

  @Override
  public String advice() {
    return "Look at what is put into the prompts: a history that is never cut, whole documents, a loop of tool calls";
  }
}
