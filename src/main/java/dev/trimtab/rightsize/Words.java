package dev.trimtab.rightsize;

import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.finding.AutoscalerChange;
import dev.trimtab.rightsize.amount.Measure;
import dev.trimtab.rightsize.rule.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Findings in one sentence.
final class Words {
  private Words() {}

  /// Says that the requests fit, or what holds them where they do not.
  static String keep(Draft draft, Measured measured, double threshold) {
    var held = new ArrayList<String>();
    hold(held, draft, Measure.CPU, measured.cpuCores() * 1000, threshold);
    hold(held, draft, Measure.MEMORY, measured.memoryBytes(), threshold);
    return held.isEmpty()
        ? "Its requests are within %.0f%% of what it needs.".formatted(threshold * 100)
        : String.join("; ", held) + ".";
  }

  private static void hold(
      List<String> held, Draft draft, Measure measure, double need, double threshold) {
    long now = draft.now(measure);
    var because = draft.sizing().of(measure).because();
    if (Math.abs(need - now) > threshold * now && !because.isEmpty()) {
      held.add(
          "%s request stays at %s: %s"
              .formatted(title(held, measure), measure.words(now), because));
    }
  }

  /// What was measured first, as it is what a reader asks for; then the changes, those first that
  /// follow from it alone; what had to give way to other rules, and what moves along, at last.
  static String resize(
      Draft draft, Measured measured, Resources proposed, @Nullable AutoscalerChange change) {
    var current = draft.subject().current();
    var parts = new ArrayList<String>();
    Use.of(draft, proposed).ifPresent(parts::add);
    for (var measure : inOrder(draft, measured)) {
      var amount = draft.sizing().of(measure);
      if (!measure.asked(current).equals(measure.asked(proposed))) {
        parts.add(
            "%s request from %s to %s: %s"
                .formatted(
                    title(parts, measure),
                    words(measure, measure.request(current)),
                    words(measure, measure.request(proposed)),
                    amount.because()));
      } else if (amount.leastLimit() > measure.limit(current).orElse(Long.MAX_VALUE)) {
        parts.add(
            "%s limit from %s to %s: what it has to let through"
                .formatted(
                    title(parts, measure),
                    words(measure, measure.limit(current)),
                    words(measure, measure.limit(proposed))));
      }
    }
    limits(parts, current, proposed);
    if (change != null) {
      target(parts, change, "CPU", change.cpu());
      target(parts, change, "memory", change.memory());
    }
    return String.join("; ", parts) + ".";
  }

  private static List<Measure> inOrder(Draft draft, Measured measured) {
    boolean cpuFollows =
        draft.sizing().cpu().because().equals(measured.cpuBecause())
            || !draft.sizing().memory().because().equals(measured.memoryBecause());
    return cpuFollows ? List.of(Measure.CPU, Measure.MEMORY) : List.of(Measure.MEMORY, Measure.CPU);
  }

  /// A limit that moves along with its request; one that moves alone has been told.
  private static void limits(List<String> parts, Resources current, Resources proposed) {
    for (var measure : Measure.values()) {
      boolean asks = !measure.asked(current).equals(measure.asked(proposed));
      if (asks && !measure.limit(current).equals(measure.limit(proposed))) {
        parts.add(
            "%s limit from %s to %s"
                .formatted(
                    measure.word(),
                    words(measure, measure.limit(current)),
                    words(measure, measure.limit(proposed))));
      }
    }
  }

  private static void target(
      List<String> parts,
      AutoscalerChange change,
      String resource,
      AutoscalerChange.@Nullable Target target) {
    if (target != null) {
      parts.add(
          "together with the %s target%s of %s %s from %d%% to %d%%"
              .formatted(
                  resource,
                  target.container() == null ? "" : " on container " + target.container(),
                  change.kind(),
                  change.name(),
                  target.now(),
                  target.proposed()));
    }
  }

  private static String title(List<String> before, Measure measure) {
    return measure == Measure.MEMORY && before.isEmpty() ? "Memory" : measure.word();
  }

  private static String words(Measure measure, OptionalLong amount) {
    return amount.isEmpty() ? "none" : measure.words(amount.getAsLong());
  }
}
