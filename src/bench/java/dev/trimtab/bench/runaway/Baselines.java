package dev.trimtab.bench.runaway;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The rules that others have, to compare with: each says in which hours it would have told.
final class Baselines {
  private static final int DAY = 24;
  private static final int WEEK = 168;
  private static final int WEEKS = 4;

  private Baselines() {}

  static Map<String, Function<Traffic, List<Integer>>> all() {
    var all = new LinkedHashMap<String, Function<Traffic, List<Integer>>>();
    all.put("day over 1.2x the 30-day mean", traffic -> days(traffic, 1.2));
    all.put("day over 1.5x the 30-day mean", traffic -> days(traffic, 1.5));
    all.put("month over 110% of budget", Baselines::months);
    all.put("hour over 5x the first month's mean", Baselines::fixed);
    all.put("hour of week, 6 MAD", Baselines::deviations);
    return all;
  }

  /// Told when the day is over, once until a day is normal again.
  private static List<Integer> days(Traffic traffic, double times) {
    var told = new ArrayList<Integer>();
    boolean on = false;
    for (int day = 7; day < traffic.hours / DAY; day++) {
      double mean = traffic.meanCost(Math.max(0, day - 30) * DAY, day * DAY);
      boolean over = traffic.meanCost(day * DAY, (day + 1) * DAY) > times * mean;
      if (over && !on) {
        told.add((day + 1) * DAY);
      }
      on = over;
    }
    return told;
  }

  /// Months of 30 days and a budget of 1.3 times what the first had.
  private static List<Integer> months(Traffic traffic) {
    var told = new ArrayList<Integer>();
    double budget = 1.3 * traffic.meanCost(0, 30 * DAY) * 30 * DAY;
    double spent = 0;
    for (int h = 0; h < traffic.hours; h++) {
      spent = h % (30 * DAY) == 0 ? 0 : spent;
      boolean before = spent > 1.1 * budget;
      spent += traffic.missing[h] ? 0 : traffic.cost[h];
      if (spent > 1.1 * budget && !before) {
        told.add(h + 1);
      }
    }
    return told;
  }

  private static List<Integer> fixed(Traffic traffic) {
    double most = 5 * traffic.meanCost(0, 30 * DAY);
    return told(traffic, 14 * DAY, (h, ignored) -> traffic.cost[h] > most);
  }

  private static List<Integer> deviations(Traffic traffic) {
    return told(
        traffic,
        WEEKS * WEEK,
        (h, past) -> {
          for (int i = 0; i < WEEKS; i++) {
            past[i] = traffic.cost[h - (i + 1) * WEEK];
          }
          double median = median(past);
          for (int i = 0; i < WEEKS; i++) {
            past[i] = Math.abs(past[i] - median);
          }
          double floor = 0.1 * traffic.meanCost(h - WEEK, h);
          return traffic.cost[h] > median + 6 * 1.4826 * Math.max(median(past), floor);
        });
  }

  private interface Odd {
    boolean at(int hour, double[] scratch);
  }

  /// Once until a day is calm.
  private static List<Integer> told(Traffic traffic, int from, Odd odd) {
    var told = new ArrayList<Integer>();
    var scratch = new double[WEEKS];
    int last = -DAY;
    for (int h = from; h < traffic.hours; h++) {
      if (!traffic.missing[h] && odd.at(h, scratch)) {
        if (h - last >= DAY) {
          told.add(h + 1);
        }
        last = h;
      }
    }
    return told;
  }

  private static double median(double[] values) {
    var sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[1] + sorted[2]) / 2;
  }
}
