package dev.trimtab.detect.rule;

import dev.trimtab.detect.Sensitivity;
import dev.trimtab.detect.series.Hour;
import dev.trimtab.detect.series.Memory;
import dev.trimtab.detect.series.Normal;
import dev.trimtab.detect.series.Rolling;
import dev.trimtab.detect.series.Tail;

/// More tokens in a request than usual: prompts that grow.
public final class TokensPerRequest implements Rule {
  private static final int SHORT = 6;
  private static final int LONG = 24;

  /// Few requests say little: so many usual ones are counted with them.
  private static final double USUAL_ONES = 25;

  private static final double LEAST_FACTOR = 1.4;
  private static final double SLOWNESS = 1.0 / (24 * 10);
  private static final int SEEN_ENOUGH = 24;
  private static final int DAYS_NEEDED = 10;
  private static final double ABOVE_REACHED = 1.1;
  private static final double RULES = 3;
  private static final double STEP_OF_LEARNING = 0.3;

  private final double caution;
  private final double perMonth;
  private final Rolling tokens = new Rolling(SHORT);
  private final Rolling requests = new Rolling(SHORT);
  private final Rolling dayTokens = new Rolling(LONG);
  private final Rolling dayRequests = new Rolling(LONG);
  private final Tail tail;
  private double usual = Double.NaN;
  private int seen;
  private double threshold = Math.log(LEAST_FACTOR);

  public TokensPerRequest(Sensitivity sensitivity) {
    tail = new Tail(sensitivity.caution());
    caution = sensitivity.caution();
    perMonth = sensitivity.perMonth();
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
    dayTokens.add(known ? hour.tokens() : 0);
    dayRequests.add(known ? answered : 0);
    if (!(usual > 0) || seen < SEEN_ENOUGH) {
      return Sign.NONE;
    }
    double now = Math.max(mean(tokens, requests), mean(dayTokens, dayRequests));
    double stray = Math.max(0, Math.log(now / usual));
    double inDays = RULES * 30 / perMonth;
    threshold =
        Math.max(
            Math.log(LEAST_FACTOR) * caution,
            Math.max(tail.returnLevel(inDays), ABOVE_REACHED * caution * tail.reached()));
    tail.see(stray);
    return normal.daysSeen() < DAYS_NEEDED ? Sign.NONE : new Sign(stray / threshold, now, usual);
  }

  private double mean(Rolling sum, Rolling count) {
    return (sum.sum() + USUAL_ONES * usual) / (count.sum() + USUAL_ONES);
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
  }

  @Override
  public void endDay(boolean usualDay) {
    tail.day(usualDay, threshold);
  }

  @Override
  public void restart() {
    if (dayTokens.sum() > 0 && dayRequests.sum() > 0) {
      usual = dayTokens.sum() / dayRequests.sum();
    }
  }

  @Override
  public String unit() {
    return "tokens a request";
  }

  @Override
  public String advice() {
    return "Look at what is put into the prompts: a history that is never cut, whole documents, a loop of tool calls";
  }

  @Override
  public void keep(Memory memory) {
    tokens.keep(memory);
    requests.keep(memory);
    dayTokens.keep(memory);
    dayRequests.keep(memory);
    tail.keep(memory);
    usual = memory.of(usual);
    seen = memory.of(seen);
    threshold = memory.of(threshold);
  }
}
