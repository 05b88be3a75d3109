package dev.trimtab.rightsize.rule;

import dev.trimtab.rightsize.amount.Measure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// What is about to be proposed for a container, and why; each rule hands on a changed one.
///
/// @param figures that rules rest on, unit in the name
/// @param notes rules that played a part, each a sentence
public record Sizing(Amount cpu, Amount memory, Map<String, Double> figures, List<String> notes) {
  public static final Sizing UNKNOWN =
      new Sizing(Amount.UNKNOWN, Amount.UNKNOWN, Map.of(), List.of());

  public Sizing {
    figures = Map.copyOf(figures);
    notes = List.copyOf(notes);
  }

  public Amount of(Measure measure) {
    return measure == Measure.CPU ? cpu : memory;
  }

  /// Millicores or bytes.
  public OptionalLong request(Measure measure) {
    return of(measure).request();
  }

  public boolean isUnknown() {
    return cpu.request().isEmpty() && memory.request().isEmpty();
  }

  public Sizing with(Measure measure, Amount amount) {
    return measure == Measure.CPU
        ? new Sizing(amount, memory, figures, notes)
        : new Sizing(cpu, amount, figures, notes);
  }

  /// Proposes another request.
  ///
  /// @param because a clause
  public Sizing request(Measure measure, long amount, String because) {
    return with(measure, of(measure).request(amount, because));
  }

  /// Adds a sentence.
  ///
  /// @param note a sentence
  public Sizing noting(String note) {
    return new Sizing(
        cpu, memory, figures, Stream.concat(notes.stream(), Stream.of(note)).toList());
  }

  /// Leaves out what is not finite.
  public Sizing figure(String name, double value) {
    if (!Double.isFinite(value)) {
      return this;
    }
    var more = new LinkedHashMap<>(figures);
    more.put(name, value);
    return new Sizing(cpu, memory, more, notes);
  }
}
