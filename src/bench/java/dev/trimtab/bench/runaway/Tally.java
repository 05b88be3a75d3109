package dev.trimtab.bench.runaway;

import dev.trimtab.bench.Figure;
import dev.trimtab.bench.Figure.Goal;
import dev.trimtab.bench.runaway.World.Clean;
import dev.trimtab.bench.runaway.World.Hit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What one way of telling runaways has told.
final class Tally {
  private static final int LAUNCH_HOURS = 10 * 24;

  private final Map<Runaway, OfKind> kinds = new TreeMap<>();
  private int falseAlerts;
  private double days;
  private int launches;
  private int launchesAlerted;

  /// What was told of incidents of a kind.
  private static final class OfKind {
    private final List<Double> overspends = new ArrayList<>();
    private final List<Double> delays = new ArrayList<>();
    private int incidents;
    private int byLuck;
    private int repeats;
  }

  void calm(Clean clean, List<Integer> told, int worldDays) {
    falseAlerts += told.size();
    days += worldDays - clean.first() / 24.0;
    for (var happened : clean.happened()) {
      if (happened.what() == Harmless.LAUNCH) {
        launches++;
        launchesAlerted += within(told, happened.hour(), LAUNCH_HOURS).isEmpty() ? 0 : 1;
      }
    }
  }

  void hit(Hit hit, List<Integer> told, List<Integer> ofTwin) {
    if (!(hit.twin().traffic().meanCost(hit.hour() - 336, hit.hour()) > 0)) {
      return;
    }
    var kind = kinds.computeIfAbsent(hit.what(), _ -> new OfKind());
    kind.incidents++;
    boolean isNew = hit.what() == Runaway.NEW_KEY;
    kind.byLuck += isNew || within(ofTwin, hit.hour(), hit.what().length).isEmpty() ? 0 : 1;
    var inside = within(told, hit.hour(), hit.what().length);
    if (!inside.isEmpty()) {
      kind.repeats += inside.size() - 1;
      kind.overspends.add(hit.overspend(inside.getFirst()));
      kind.delays.add((double) inside.getFirst() - hit.hour());
    }
  }

  private static List<Integer> within(List<Integer> told, int from, int length) {
    return told.stream().filter(hour -> hour > from && hour <= from + length).toList();
  }

  double falseAlerts() {
    return falseAlerts * 30 / days;
  }

  double launchesAlerted() {
    return (double) launchesAlerted / Math.max(1, launches);
  }

  List<String> table(String name) {
    var lines = new ArrayList<String>();
    lines.add(
        "%s: %.3f false alerts per series and 30 days, %.0f%% of launches alerted"
            .formatted(name, falseAlerts(), 100 * launchesAlerted()));
    kinds.forEach((what, kind) ->
        lines.add(
            String.format(
                Locale.ROOT,
                "  %-13s recall %.3f, on the clean twin %.3f; overspend at the alert %.2f normal days, delay %.0f h (9 in 10: %.0f h); repeats %.2f",
                what,
                (double) kind.delays.size() / kind.incidents,
                (double) kind.byLuck / kind.incidents,
                quantile(kind.overspends, 0.5),
                quantile(kind.delays, 0.5),
                quantile(kind.delays, 0.9),
                (double) kind.repeats / Math.max(1, kind.delays.size()))));
    return lines;
  }

  List<Figure> figures() {
    var figures = new ArrayList<Figure>();
    kinds.forEach((what, kind) -> {
      if (what.recall > 0) {
        figures.add(
            figure(
                what + " recall",
                (double) kind.delays.size() / kind.incidents,
                what.recall,
                Goal.AT_LEAST));
        figures.add(
            figure(
                what + " repeats",
                (double) kind.repeats / Math.max(1, kind.delays.size()),
                0.15,
                Goal.AT_MOST));
      }
      if (what.overspend > 0) {
        figures.add(
            figure(
                what + " overspend, normal days",
                quantile(kind.overspends, 0.5),
                what.overspend,
                Goal.AT_MOST));
      }
    });
    delay(figures, Runaway.RETRY_LOOP, 0.5, 3);
    delay(figures, Runaway.NEW_KEY, 0.9, 4);
    return figures;
  }

  private void delay(List<Figure> figures, Runaway what, double share, double most) {
    var kind = kinds.get(what);
    if (kind != null) {
      figures.add(figure(what + " delay, hours", quantile(kind.delays, share), most, Goal.AT_MOST));
    }
  }

  private static Figure figure(String name, double measured, double target, Goal goal) {
    return new Figure("runaways: " + name, measured, target, "", goal);
  }

  private static double quantile(List<Double> values, double share) {
    var sorted = values.stream().sorted().toList();
    return sorted.isEmpty() ? Double.NaN : sorted.get((int) (share * (sorted.size() - 1)));
  }
}
