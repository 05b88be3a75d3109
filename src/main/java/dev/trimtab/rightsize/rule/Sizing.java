package dev.trimtab.rightsize.rule;

import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The requests that are about to be proposed, and why; each rule hands on a changed one.
///
/// @param cpu null where nothing is known, and the request stays as it is
/// @param cpuBecause the rule that settled it, as a clause
/// @param notes rules that played a part, each a sentence
public record Sizing(
    @Nullable Cpu cpu,
    String cpuBecause,
    @Nullable Memory memory,
    String memoryBecause,
    List<String> notes) {
  public static final Sizing UNKNOWN = new Sizing(null, "", null, "", List.of());

  public Sizing {
    notes = List.copyOf(notes);
  }

  public Sizing withCpu(@Nullable Cpu amount, String because) {
    return new Sizing(amount, because, memory, memoryBecause, notes);
  }

  public Sizing withMemory(@Nullable Memory amount, String because) {
    return new Sizing(cpu, cpuBecause, amount, because, notes);
  }

  public Sizing noting(String note) {
    return new Sizing(
        cpu,
        cpuBecause,
        memory,
        memoryBecause,
        Stream.concat(notes.stream(), Stream.of(note)).toList());
  }
}
