package dev.trimtab.rightsize.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trimtab.rightsize.policy.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BacktestTest {
  private static final int TRAIN = 7;

  /// Noise that depends on its place alone, so that a changed future changes nothing before it.
  private static double[] use(int container, long hour) {
    var random = new SplittableRandom(container * 100_003L + hour);
    double busy = hour % 24 < 8 ? 0.3 : 1;
    double cores = (0.05 + 0.1 * container) * busy * Math.exp(0.3 * random.nextGaussian());
    double bytes = (2 + container) * 1e8 * (1 + 0.2 * random.nextDouble());
    return new double[] {cores, bytes};
  }

  private static Decision decision(RecordedUsage usage, String policy, int container, int origin) {
    var replayed = new Backtest(usage, usage.origins(TRAIN)).replay(List.of(policy)).getFirst();
    return Objects.requireNonNull(replayed.decisions().get(replayed.at(), container, origin));
  }

  @Test
  void no_policy_sees_what_comes_after_its_origin() {
    var usage = new RecordedUsage(12, 16, BacktestTest::use);
    long poisonedFrom = 11 * 24;
    var poisoned =
        new RecordedUsage(
            12,
            16,
            (container, hour) -> {
              var honest = use(container, hour);
              return hour < poisonedFrom ? honest : new double[] {honest[0] * 7, honest[1] * 3};
            });
    assertThat(decisions(poisoned, 4)).isEqualTo(decisions(usage, 4));
    assertThat(decisions(poisoned, 9)).isNotEqualTo(decisions(usage, 9));
  }

  /// Of all policies and containers, at the origins up to `last`.
  private static List<Decision> decisions(RecordedUsage usage, int last) {
    var found = new ArrayList<Decision>();
    for (var each : new Backtest(usage, usage.origins(TRAIN)).replay(Backtest.names())) {
      for (int c = 0; c < usage.count(); c++) {
        for (int origin = 0; origin <= last && origin < 9; origin++) {
          found.add(Objects.requireNonNull(each.decisions().get(each.at(), c, origin)));
        }
      }
    }
    return found;
  }

  @Test
  void vpa_asks_for_the_end_of_the_bucket_plus_fifteen_percent() {
    var usage = new RecordedUsage(1, 9, (_, _) -> new double[] {0.5, 600e6});
    // first bucket 0.01 core, each 5% wider than the one before: the bucket's end by summing up
    double end = 0.01;
    for (double width = 0.01 * 1.05; end <= 0.5; width *= 1.05) {
      end += width;
    }
    assertThat(decision(usage, "vpa", 0, 0).cpuRequest()).isCloseTo(1.15 * end, within(1e-9));
  }

  @Test
  void krr_asks_for_the_p95_rounded_up_to_a_millicore_and_the_peak_plus_fifteen_percent() {
    var usage =
        new RecordedUsage(1, 9, (_, hour) -> new double[] {hour % 168 / 167.0, 1e9 + hour % 168});
    var krr = decision(usage, "krr", 0, 0);
    assertThat(krr.cpuRequest()).isEqualTo(0.950);
    double mib = 1 << 20;
    assertThat(krr.memoryRequest()).isEqualTo(Math.ceil(1.15 * (1e9 + 167) / mib) * mib);
    assertThat(krr.memoryLimit()).isEqualTo(krr.memoryRequest());
  }

  @Test
  void plain_trimtab_is_its_balanced_level() {
    var usage = new RecordedUsage(4, 10, BacktestTest::use);
    assertThat(decision(usage, "trimtab", 2, 1))
        .isEqualTo(decision(usage, "trimtab@balanced", 2, 1))
        .isNotEqualTo(decision(usage, "trimtab@safe", 2, 1));
  }

  @Test
  void a_safer_level_is_exceeded_less_and_asks_for_more() {
    var usage = new RecordedUsage(12, 20, BacktestTest::use);
    var backtest = new Backtest(usage, usage.origins(TRAIN));
    var scores =
        backtest.score(
            backtest.replay(List.of("trimtab@safe", "trimtab@balanced", "trimtab@lean")));
    assertThat(scores).isSortedAccordingTo((a, b) -> Double.compare(b.coreHours(), a.coreHours()));
    assertThat(scores).isSortedAccordingTo((a, b) -> Double.compare(a.cpuOver(), b.cpuOver()));
    assertThat(scores).allSatisfy(score -> assertThat(score.coverage()).isEqualTo(1));
  }

  @Test
  void stated_cpu_risk_comes_true() {
    var usage = new RecordedUsage(30, 30, BacktestTest::use);
    var backtest = new Backtest(usage, usage.origins(10));
    var lean = backtest.score(backtest.replay(List.of("trimtab@lean"))).getFirst();
    double stated = 0;
    long count = 0;
    for (var bin : lean.cpuRisk()) {
      stated += bin.count() == 0 ? 0 : bin.stated() * bin.count();
      count += bin.count();
    }
    assertThat(count).isEqualTo(30L * 20 * 24);
    assertThat(stated / count).isCloseTo(lean.cpuOver(), within(0.005));
  }

  @Test
  void scores_are_what_adding_up_by_hand_gives() {
    // a request of 1.15 x 1 GB is passed by the one hour of 2 GB on the last day
    var usage =
        new RecordedUsage(
            1, 9, (_, hour) -> new double[] {hour == 8 * 24 + 5 ? 3 : 1, hour == 200 ? 2e9 : 1e9});
    var backtest = new Backtest(usage, usage.origins(TRAIN));
    var score = backtest.score(backtest.replay(List.of("krr"))).getFirst();
    assertThat(score.cpuOver()).isEqualTo(1.0 / 48);
    assertThat(score.cpuDeficit()).isCloseTo(2.0 / 50, within(1e-12));
    assertThat(score.coreHours()).isCloseTo(48, within(1e-9));
    assertThat(score.memoryOverLimit()).isEqualTo(0.5);
    assertThat(score.cpuChanges()).isZero();
  }
}
