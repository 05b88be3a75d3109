package dev.trimtab.detect.rule;

import dev.trimtab.detect.Sensitivity;
import dev.trimtab.detect.series.Hour;
import dev.trimtab.detect.series.Memory;
import dev.trimtab.detect.series.Normal;
import dev.trimtab.detect.series.Rolling;
import dev.trimtab.detect.series.Tail;
import java.util.Arrays;
import java.util.List;

/// More tokens in a request than usual: prompts that grow.
///
/// Looked at over a quarter of a day, a day and three days, each by what it strays itself: what is
/// the sum of several callers has another mix of them by night, and few requests say little in a
/// day.
public final class TokensPerRequest implements Rule {
  private static final int[] LENGTHS = {6, 24, 72};

  /// Few requests say little: so many usual ones are counted with them.
  private static final double USUAL_ONES = 25;

  private static final double LEAST = Math.log(1.4);
  private static final double SLOWNESS = 1.0 / (24 * 10);
  private static final int SEEN_ENOUGH = 16;
  private static final int DAYS_NEEDED = 10;
  private static final double ABOVE_REACHED = 1.1;
  private static final double RULES = 5;
  private static final double STEP_OF_LEARNING = 0.3;

  /// An hour counts for no more than so many mean ones: a batch is not what is usual.
  private static final double MOST_OF_AN_HOUR = 4;

  /// What is this near to a call is not taken for usual. Money has no say in it: a burst of usual
  /// requests shows what is usual.
  private static final double SUSPICIOUS = 0.5;

  private final List<Span> spans;
  private double usualTokens;
  private double usualRequests;
  private int seen;

  public TokensPerRequest(Sensitivity sensitivity) {
    spans = Arrays.stream(LENGTHS).mapToObj(each -> new Span(each, sensitivity)).toList();
  }

  /// The requests of so many steps.
  private static final class Span {
    private final double caution;
    private final double inDays;
    private final Rolling tokens;
    private final Rolling requests;
    private final Tail tail;
    private double threshold = LEAST;

    Span(int length, Sensitivity sensitivity) {
      caution = sensitivity.caution();
      inDays = RULES * 30 / sensitivity.perMonth();
      tokens = new Rolling(length);
      requests = new Rolling(length);
      tail = new Tail(caution);
    }

    Sign judge(double usual) {
      double now = mean(usual);
      double stray = now < usual ? 0 : Math.max(0, Math.log(now / usual));
      threshold =
          Math.max(
              LEAST * caution,
              Math.max(tail.returnLevel(inDays), ABOVE_REACHED * caution * tail.reached()));
      tail.see(stray);
      return new Sign(stray / threshold, now, usual);
    }

    double mean(double usual) {
      return (tokens.sum() + USUAL_ONES * usual) / (requests.sum() + USUAL_ONES);
    }

    void keep(Memory memory) {
      tokens.keep(memory);
      requests.keep(memory);
      tail.keep(memory);
      threshold = memory.of(threshold);
    }
  }

  @Override
  public String name() {
    return "tokens-per-request";
  }

  @Override
  public Sign judge(Hour hour, Normal normal) {
    boolean known = hour.answered() > 0 && hour.tokens() > 0;
    for (var span : spans) {
      span.tokens.add(known ? hour.tokens() : 0);
      span.requests.add(known ? hour.answered() : 0);
    }
    var strongest = Sign.NONE;
    if (seen >= SEEN_ENOUGH) {
      double usual = usualTokens / usualRequests;
      for (var span : spans) {
        var sign = span.judge(usual);
        strongest = sign.strength() > strongest.strength() ? sign : strongest;
      }
    }
    boolean young = normal.daysSeen() < DAYS_NEEDED; // nothing is told yet, and all is learnt
    if (known && (young || strongest.strength() < SUSPICIOUS)) {
      learn(hour.tokens() / hour.answered(), hour.answered());
    }
    return young ? Sign.NONE : strongest;
  }

  private void learn(double now, double answered) {
    seen++;
    double weight = Math.max(SLOWNESS, 1.0 / seen);
    double usual = usualRequests > 0 ? usualTokens / usualRequests : now;
    double taken =
        usual * Math.exp(Math.clamp(Math.log(now / usual), -STEP_OF_LEARNING, STEP_OF_LEARNING));
    double requests =
        usualRequests > 0 ? Math.min(answered, MOST_OF_AN_HOUR * usualRequests) : answered;
    usualTokens += weight * (taken * requests - usualTokens);
    usualRequests += weight * (requests - usualRequests);
  }

  @Override
  public void endDay(boolean usualDay) {
    spans.forEach(span -> span.tail.day(usualDay, span.threshold));
  }

  @Override
  public void accept() {
    if (usualRequests > 0) {
      // as many requests as before, each of as many tokens as in the last day
      usualTokens = spans.get(1).mean(usualTokens / usualRequests) * usualRequests;
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
    spans.forEach(span -> span.keep(memory));
    usualTokens = memory.of(usualTokens);
    usualRequests = memory.of(usualRequests);
    seen = memory.of(seen);
  }
}
