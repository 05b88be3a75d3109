package dev.trimtab.rightsize.tuned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trimtab.model.usage.Histogram;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CpuForecastTest {
  private static final Span DAYS = new Span(20, 86_400);
  private static final Weighting EVEN = new Weighting("even", 1e9, 1e9, 0, 1, 14);

  private static WindowUse day(double... cores) {
    var cpu = new Histogram();
    for (double each : cores) {
      cpu.add(each);
    }
    return new WindowUse(cpu, 24, Double.NaN, Double.NaN, false);
  }

  private static CpuForecast forecast(Weighting weighting, WindowUse... days) {
    var forecast = new CpuForecast();
    forecast.expect(new Past(1, List.of(days)), days.length, weighting.byAge(DAYS), 0, 0);
    return forecast;
  }

  @Test
  void asks_for_what_costs_least_of_all_levels() {
    var random = new SplittableRandom(7);
    for (int round = 0; round < 40; round++) {
      var cores = new double[200];
      for (int i = 0; i < cores.length; i++) {
        cores[i] = Math.exp(2 * random.nextGaussian() - 2);
      }
      var cost = new CpuCost(random.nextDouble() * 3, random.nextDouble() * 40, 0.03, 10);
      var forecast = forecast(EVEN, day(cores));
      double least = Double.POSITIVE_INFINITY;
      for (int bucket = 0; bucket < Buckets.COUNT; bucket++) {
        least = Math.min(least, priceOf(cost, Buckets.top(bucket), cores));
      }
      double chosen = Buckets.top(forecast.choose(cost, -1, 0).kept());
      assertThat(priceOf(cost, chosen, cores)).isCloseTo(least, within(least * 0.02));
    }
  }

  /// By the definition, from the samples themselves.
  private static double priceOf(CpuCost cost, double request, double[] cores) {
    double above = 0;
    double missing = 0;
    for (double each : cores) {
      if (each > request) {
        above += 1.0 / cores.length;
        missing += (each - request) / cores.length;
      }
    }
    return cost.of(request, above, missing);
  }

  @Test
  void the_share_above_a_level_is_what_the_samples_say() {
    var cores = new double[1000];
    for (int i = 0; i < cores.length; i++) {
      cores[i] = 0.001 * (i + 1);
    }
    var forecast = forecast(EVEN, day(cores));
    for (double level : new double[] {0.1, 0.5, 0.777, 0.95}) {
      assertThat(forecast.above(level)).isCloseTo(1 - level, within(0.005));
    }
    assertThat(forecast.above(2)).isZero();
  }

  @Test
  void what_is_older_weighs_less_and_the_same_weekday_more() {
    var yesterday =
        new WindowUse[] {day(0.1), day(0.1), day(0.1), day(0.1), day(0.1), day(0.1), day(1)};
    var weekAgo =
        new WindowUse[] {day(1), day(0.1), day(0.1), day(0.1), day(0.1), day(0.1), day(0.1)};
    var forgetful = new Weighting("forgetful", 1, 1, 0, 1, 14);
    var weekly = new Weighting("weekly", 1, 1, 0, 50, 14);
    assertThat(forecast(forgetful, yesterday).above(0.5)).isGreaterThan(0.45);
    assertThat(forecast(forgetful, weekAgo).above(0.5)).isLessThan(0.02);
    assertThat(forecast(weekly, weekAgo).above(0.5)).isGreaterThan(0.2);
  }

  @Test
  void stays_at_what_is_in_force_unless_changing_saves_more_than_it_costs() {
    var forecast = forecast(EVEN, day(0.5, 0.5, 0.5, 0.5));
    var cost = new CpuCost(5, 10, 0.05, 1);
    int best = forecast.choose(cost, -1, 0).kept();
    int near = best + 1;
    int far = best + 60;
    assertThat(forecast.choose(cost, near, 0.05).kept()).isEqualTo(near);
    assertThat(forecast.choose(cost, far, 0.05).kept()).isEqualTo(best);
    assertThat(forecast.choose(cost, best - 5, 0.05).kept()).as("too low").isEqualTo(best);
  }

  @Test
  void nothing_seen_is_an_empty_forecast() {
    List<@Nullable WindowUse> none = new ArrayList<>();
    none.add(null);
    none.add(new WindowUse(new Histogram(), 24, 1e9, Double.NaN, false));
    var forecast = new CpuForecast();
    forecast.expect(new Past(1, none), 2, EVEN.byAge(DAYS), 0.1, 0.1);
    assertThat(forecast.isEmpty()).isTrue();
  }
}
