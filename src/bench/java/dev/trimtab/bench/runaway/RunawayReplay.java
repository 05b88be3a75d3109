package dev.trimtab.bench.runaway;

import dev.trimtab.bench.runaway.World.Clean;
import dev.trimtab.bench.runaway.World.Hit;
import dev.trimtab.detect.Fleet;
import dev.trimtab.detect.FleetHours;
import dev.trimtab.detect.Sensitivity;
import dev.trimtab.detect.SpendDetector;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.spend.Alert;
import dev.trimtab.model.spend.SpendSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Lets the detectors run over a made world and counts what they tell.
public final class RunawayReplay {
  private static final int LAUNCH_HOURS = 10 * 24;

  private final World world;
  private final Fleet fleet;
  private final Sensitivity sensitivity;
  private final List<List<Alert>> ofClean = new ArrayList<>();

  private RunawayReplay(World world, Sensitivity sensitivity) {
    this.world = world;
    this.sensitivity = sensitivity;
    var hours = new FleetHours();
    for (var each : world.clean()) {
      each.traffic().series(each.name(), each.first()).points().forEach(hours::see);
    }
    fleet = hours.done();
  }

  /// Runs by hand: seed, series, days, sensitivities.
  public static void main(String[] arguments) throws SourceUnavailable {
    var world =
        World.make(
            Long.parseLong(arguments[0]),
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]));
    for (var each : Arrays.copyOfRange(arguments, 3, arguments.length)) {
      new RunawayReplay(world, new Sensitivity(Double.parseDouble(each))).run();
    }
  }

  private List<Alert> alerts(SpendSeries series) {
    return SpendDetector.alerts(series, sensitivity, fleet);
  }

  private void run() {
    System.out.println("--- sensitivity " + sensitivity.perMonth());
    falseAlerts();
    var byKind = new TreeMap<Runaway, List<Hit>>();
    world.hits().forEach(hit -> byKind.computeIfAbsent(hit.what(), _ -> new ArrayList<>()).add(hit));
    byKind.forEach(this::recall);
  }

  private void falseAlerts() {
    Map<String, Integer> causes = new TreeMap<>();
    int count = 0;
    int launches = 0;
    int launchesAlerted = 0;
    double days = 0;
    for (var each : world.clean()) {
      var alerts = alerts(each.traffic().series(each.name(), each.first()));
      ofClean.add(alerts);
      count += alerts.size();
      days += world.days() - each.first() / 24.0;
      for (var alert : alerts) {
        causes.merge(alert.rule() + " " + cause(each, alert), 1, Integer::sum);
      }
      for (var happened : each.happened()) {
        if (happened.what() == Harmless.LAUNCH) {
          launches++;
          launchesAlerted += within(alerts, happened.hour(), happened.hour() + LAUNCH_HOURS) > 0 ? 1 : 0;
        }
      }
    }
    var worst = new ArrayList<Integer>();
    ofClean.forEach(alerts -> worst.add(alerts.size()));
    worst.sort(null);
    System.out.println("alerts per series, sorted: " + worst.reversed().subList(0, 40));
    System.out.printf(
        "false alerts per series and 30 days %.3f, launches alerted %.2f of %d%n",
        count * 30 / days, (double) launchesAlerted / launches, launches);
    causes.entrySet().stream()
        .sorted((a, b) -> b.getValue() - a.getValue())
        .limit(14)
        .forEach(cause -> System.out.println("   " + cause.getValue() + " " + cause.getKey()));
  }

  private static int hour(Alert alert) {
    return (int) ((alert.at().getEpochSecond() - Traffic.MIDNIGHT) / 3600);
  }

  private static long within(List<Alert> alerts, int from, int to) {
    return alerts.stream().filter(alert -> hour(alert) > from && hour(alert) <= to).count();
  }

  private static String cause(Clean clean, Alert alert) {
    int at = hour(alert);
    if (at - clean.first() < 10 * 24) {
      return clean.first() > 0 ? "new" : "cold";
    }
    return clean.happened().stream()
        .filter(h -> h.what() != Harmless.MONTH_END)
        .filter(h -> at - h.hour() >= 0 && at - h.hour() < 240)
        .map(h -> h.what().name())
        .reduce((a, b) -> a + "+" + b)
        .orElseGet(() -> clean.happened().stream().anyMatch(h -> h.what() == Harmless.MONTH_END) ? "month-end?" : "none");
  }

  private void recall(Runaway what, List<Hit> hits) {
    int found = 0;
    int luck = 0;
    int repeats = 0;
    int known = 0;
    Map<String, Integer> rules = new TreeMap<>();
    var overspends = new ArrayList<Double>();
    var delays = new ArrayList<Double>();
    for (var hit : hits) {
      if (!(hit.twin().traffic().meanCost(hit.hour() - 336, hit.hour()) > 0)) {
        continue;
      }
      known++;
      int to = hit.hour() + hit.what().length;
      var alerts = alerts(hit.traffic().series(hit.name(), hit.first()));
      var inside =
          alerts.stream().filter(a -> hour(a) > hit.hour() && hour(a) <= to).toList();
      if (!inside.isEmpty()) {
        found++;
        repeats += inside.size() - 1;
        overspends.add(hit.overspend(hour(inside.getFirst())));
        delays.add((double) hour(inside.getFirst()) - hit.hour());
        rules.merge(inside.getFirst().rule(), 1, Integer::sum);
      }
      if (inside.isEmpty() && System.getProperty("missed") != null && hit.what() != Runaway.LEAK) {
        System.out.println("   missed " + hit.what() + " " + hit.name() + " at " + hit.hour() + ", requests an hour " + Traffic.mean(hit.twin().traffic().requests) + ", before " + alerts.stream().filter(a -> hour(a) <= hit.hour()).map(a -> a.rule() + "@" + hour(a)).toList() + ", overspend " + hit.overspend(to) + hit.twin().happened());
      }
      int index = world.clean().indexOf(hit.twin());
      luck += hit.what() != Runaway.NEW_KEY && within(ofClean.get(index), hit.hour(), to) > 0 ? 1 : 0;
    }
    System.out.printf(
        "%-13s recall %.3f (clean twin %.3f) of %d, overspend p50 %.2f p90 %.2f days, delay p50 %.0f p90 %.0f h, repeats %.3f %s%n",
        what,
        (double) found / known,
        (double) luck / known,
        known,
        quantile(overspends, 0.5),
        quantile(overspends, 0.9),
        quantile(delays, 0.5),
        quantile(delays, 0.9),
        (double) repeats / Math.max(1, found),
        rules);
  }

  private static double quantile(List<Double> values, double share) {
    var sorted = values.stream().sorted().toList();
    return sorted.isEmpty() ? Double.NaN : sorted.get((int) (share * (sorted.size() - 1)));
  }
}
