package dev.trimtab.bench.runaway;

import dev.trimtab.bench.Figure;
import dev.trimtab.bench.Figure.Goal;
import dev.trimtab.bench.runaway.World.Hit;
import dev.trimtab.detect.FleetHours;
import dev.trimtab.detect.Sensitivity;
import dev.trimtab.detect.SpendDetector;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.spend.Alert;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// Lets the detectors, and the usual rules beside them, run over a made world, and counts what they
/// tell.
public final class RunawayReplay {
  /// Nothing was tuned on this one.
  private static final long HELD_OUT = 20_261_125;

  private static final int SERIES = 300;
  private static final int DAYS = 75;

  private RunawayReplay() {}

  /// Measures on a world that nothing was tuned on, beside the targets.
  public static List<Figure> figures() throws SourceUnavailable {
    var world = World.make(HELD_OUT, SERIES, DAYS);
    var usual = ours(world, 0.5);
    var strict = ours(world, 0.1);
    var all = new TreeMap<String, Tally>();
    all.put("trimtab at 0.1", strict);
    all.put("trimtab at 0.5", usual);
    Baselines.all().forEach((name, rule) -> all.put(name, tally(world, onTraffic(rule))));
    all.forEach((name, tally) -> tally.table(name).forEach(System.out::println));
    var figures = new ArrayList<Figure>();
    figures.add(most("false alerts a series and 30 days at 0.5", usual.falseAlerts(), 0.5));
    figures.add(most("false alerts a series and 30 days at 0.1", strict.falseAlerts(), 0.1));
    figures.add(most("launches alerted", usual.launchesAlerted(), 0.5));
    usual.figures().forEach(figures::add);
    return figures;
  }

  private static Figure most(String name, double measured, double target) {
    return new Figure("runaways: " + name, measured, target, "", Goal.AT_MOST);
  }

  /// Runs by hand: seed, series, days, sensitivities.
  public static void main(String[] arguments) throws SourceUnavailable {
    var world =
        World.make(
            Long.parseLong(arguments[0]),
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]));
    for (var each : Arrays.copyOfRange(arguments, 3, arguments.length)) {
      ours(world, Double.parseDouble(each))
          .table("trimtab at " + each)
          .forEach(System.out::println);
    }
  }

  private static Tally ours(World world, double sensitivity) {
    var hours = new FleetHours();
    for (var each : world.clean()) {
      each.traffic().series(each.name(), each.first()).points().forEach(hours::see);
    }
    var fleet = hours.done();
    return tally(
        world,
        (traffic, first) ->
            hours(
                SpendDetector.alerts(
                    traffic.series("series", first), new Sensitivity(sensitivity), fleet)));
  }

  private static Told onTraffic(Function<Traffic, List<Integer>> rule) {
    return (traffic, first) -> rule.apply(traffic).stream().filter(hour -> hour > first).toList();
  }

  private static List<Integer> hours(List<Alert> alerts) {
    return alerts.stream()
        .map(alert -> (int) ((alert.at().getEpochSecond() - Traffic.MIDNIGHT) / 3600))
        .toList();
  }

  /// The hours by whose ends somebody would have been told.
  private interface Told {
    List<Integer> in(Traffic traffic, int first);
  }

  private static Tally tally(World world, Told told) {
    var tally = new Tally();
    Map<String, List<Integer>> twins = new TreeMap<>();
    for (var each : world.clean()) {
      var hours = told.in(each.traffic(), each.first());
      twins.put(each.name(), hours);
      tally.calm(each, hours, world.days());
    }
    for (Hit hit : world.hits()) {
      if (!hit.isNothing()) {
        tally.hit(
            hit, told.in(hit.traffic(), hit.first()), twins.getOrDefault(hit.name(), List.of()));
      }
    }
    return tally;
  }
}
