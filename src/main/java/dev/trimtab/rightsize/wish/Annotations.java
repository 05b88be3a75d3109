package dev.trimtab.rightsize.wish;

import dev.trimtab.rightsize.amount.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What the annotations of a workload or a namespace say about right-sizing.
///
/// `trimtab.dev/rightsizing: exclude|never-down`, `trimtab.dev/risk: safe|balanced|lean`,
/// `trimtab.dev/cpu-request` and `trimtab.dev/memory-request` as Kubernetes quantities. A value
/// that cannot be read is not followed, and a note says so.
record Annotations(
    boolean excluded,
    boolean neverDown,
    Optional<Risk> risk,
    OptionalLong cpuPin,
    OptionalLong memoryPin,
    List<String> notes) {
  private static final String PREFIX = "trimtab.dev/";

  /// @param whose `its` or `its namespace's`
  static Annotations read(String whose, Map<String, String> annotations) {
    var notes = new ArrayList<String>();
    var mode = annotations.getOrDefault(PREFIX + "rightsizing", "").strip();
    if (!mode.isEmpty() && !mode.equals("exclude") && !mode.equals("never-down")) {
      notes.add(unread(whose, "rightsizing", mode, "exclude or never-down"));
    } else if (mode.equals("never-down")) {
      notes.add("By %s annotation %srightsizing no request goes down.".formatted(whose, PREFIX));
    }
    var word = annotations.get(PREFIX + "risk");
    var risk = word == null ? Optional.<Risk>empty() : Risk.of(word);
    if (word != null && risk.isEmpty()) {
      notes.add(unread(whose, "risk", word, "safe, balanced or lean"));
    }
    return new Annotations(
        mode.equals("exclude"),
        mode.equals("never-down"),
        risk,
        pin(whose, "cpu-request", annotations, Measure.CPU, "a quantity such as 250m", notes),
        pin(
            whose,
            "memory-request",
            annotations,
            Measure.MEMORY,
            "a quantity such as 512Mi",
            notes),
        notes);
  }

  private static OptionalLong pin(
      String whose,
      String name,
      Map<String, String> annotations,
      Measure measure,
      String wanted,
      List<String> notes) {
    @Nullable String text = annotations.get(PREFIX + name);
    if (text == null) {
      return OptionalLong.empty();
    }
    var amount = measure.read(text);
    if (amount.isEmpty() || amount.getAsLong() == 0) {
      notes.add(unread(whose, name, text, wanted));
      return OptionalLong.empty();
    }
    return amount;
  }

  private static String unread(String whose, String name, String value, String wanted) {
    return "%s annotation %s%s (%s) is not followed: it must be %s."
        .formatted(
            whose.substring(0, 1).toUpperCase(Locale.ROOT) + whose.substring(1),
            PREFIX,
            name,
            value,
            wanted);
  }

  OptionalLong pin(Measure of) {
    return of == Measure.CPU ? cpuPin : memoryPin;
  }
}
