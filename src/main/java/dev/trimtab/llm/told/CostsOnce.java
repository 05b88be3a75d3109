package dev.trimtab.llm.told;

import dev.trimtab.model.Problem;
import dev.trimtab.model.llm.ProviderCost;
import dev.trimtab.model.llm.Told;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Lines of cost reports of which each is counted once, whichever sources tell it: a provider's
/// API, files that were saved from it, and a bill.
///
/// A line is left out where a source before its own by [Precedence] reports the same category of
/// one of its days and of its organization and project. What only one of them tells (the taxes and
/// purchases of a bill, say) is kept.
public final class CostsOnce {
  /// Less of a difference is rounding.
  private static final BigDecimal SAME = new BigDecimal("0.001");

  private static final BigDecimal CENT = new BigDecimal("0.01");

  private final Precedence precedence;
  private final Conflicts conflicts = new Conflicts();

  public CostsOnce(Precedence precedence) {
    this.precedence = precedence;
  }

  private record Slot(String category, LocalDate day) {}

  private record Payer(String organization, String project) {
    static Payer of(ProviderCost cost) {
      return new Payer(cost.organization(), cost.project());
    }

    boolean fits(Payer other) {
      return fits(organization, other.organization) && fits(project, other.project);
    }

    private static boolean fits(String one, String other) {
      return one.isEmpty() || other.isEmpty() || one.equals(other);
    }
  }

  /// What a source tells of a provider.
  private static final class Account {
    private final String source;
    private final List<ProviderCost> lines;
    private final Map<Slot, Map<Payer, List<ProviderCost>>> bySlot = new HashMap<>();
    private final Set<String> names = new HashSet<>();

    Account(String source, List<ProviderCost> lines) {
      this.source = source;
      this.lines = lines;
      for (var line : lines) {
        for (var day : days(line)) {
          bySlot
              .computeIfAbsent(new Slot(line.category(), day), _ -> new HashMap<>())
              .computeIfAbsent(Payer.of(line), _ -> new ArrayList<>())
              .add(line);
        }
        names.add("organization " + line.organization());
        names.add("project " + line.project());
      }
      names.removeAll(Set.of("organization ", "project "));
    }

    private static List<LocalDate> days(ProviderCost line) {
      var first = LocalDate.ofInstant(line.window().start(), ZoneOffset.UTC);
      var end = line.window().end();
      var last =
          end.isAfter(line.window().start())
              ? LocalDate.ofInstant(end.minusNanos(1), ZoneOffset.UTC)
              : first;
      return first.datesUntil(last.plusDays(1)).toList();
    }

    List<ProviderCost> tellers(ProviderCost line) {
      var found = new ArrayList<ProviderCost>();
      for (var day : days(line)) {
        bySlot
            .getOrDefault(new Slot(line.category(), day), Map.of())
            .forEach((payer, lines) -> {
              if (payer.fits(Payer.of(line))) {
                found.addAll(lines);
              }
            });
      }
      return found;
    }

    /// Two entries of one sort are two accounts unless they tell the same ids, or mostly the same
    /// lines.
    boolean isOf(Account other) {
      return !Precedence.sameSort(source, other.source)
          || names.stream().anyMatch(other.names::contains)
          || isMostly(other);
    }

    private boolean isMostly(Account other) {
      var mine = new HashSet<>(lines);
      long equal = other.lines.stream().filter(mine::contains).count();
      return 2 * equal >= Math.min(lines.size(), other.lines.size()) && equal > 0;
    }
  }

  /// The lines that count.
  public List<ProviderCost> counted(Collection<Told<ProviderCost>> told) {
    var providers = new TreeMap<String, Map<String, List<ProviderCost>>>();
    for (var each : told) {
      providers
          .computeIfAbsent(each.fact().provider(), _ -> new TreeMap<>(precedence.order()))
          .computeIfAbsent(each.source(), _ -> new ArrayList<>())
          .add(each.fact());
    }
    var counted = new ArrayList<ProviderCost>(told.size());
    providers.forEach((provider, sources) -> {
      var before = new ArrayList<Account>();
      sources.forEach((source, lines) -> {
        var kept = before.isEmpty() ? lines : kept(provider, new Account(source, lines), before);
        counted.addAll(kept);
        if (sources.size() > 1) {
          before.add(new Account(source, kept));
        }
      });
    });
    return counted;
  }

  private List<ProviderCost> kept(String provider, Account mine, List<Account> before) {
    Set<ProviderCost> left = Collections.newSetFromMap(new IdentityHashMap<>());
    for (var other : before) {
      if (mine.isOf(other)) {
        left.addAll(compare(provider, mine, other));
      }
    }
    return mine.lines.stream().filter(line -> !left.contains(line)).toList();
  }

  private Set<ProviderCost> compare(String provider, Account mine, Account other) {
    Set<ProviderCost> left = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<ProviderCost> told = Collections.newSetFromMap(new IdentityHashMap<>());
    for (var line : mine.lines) {
      var tellers = other.tellers(line);
      if (!tellers.isEmpty()) {
        left.add(line);
        told.addAll(tellers);
      }
    }
    var theirs = sum(told);
    var ours = sum(left);
    var most = theirs.abs().multiply(SAME).max(CENT);
    if (theirs.subtract(ours).abs().compareTo(most) > 0) {
      for (var line : left) {
        var day = LocalDate.ofInstant(line.window().start(), ZoneOffset.UTC);
        conflicts.add(provider, other.source, mine.source, day, BigDecimal.ZERO, amount(line));
      }
      var first = left.iterator().next();
      var day = LocalDate.ofInstant(first.window().start(), ZoneOffset.UTC);
      conflicts.add(provider, other.source, mine.source, day, theirs, BigDecimal.ZERO);
    }
    return left;
  }

  private static BigDecimal sum(Collection<ProviderCost> lines) {
    return lines.stream().map(CostsOnce::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal amount(ProviderCost line) {
    return line.effective().amount();
  }

  /// Where sources did not agree, so far.
  public List<Problem> problems() {
    return conflicts.problems("cost", "in their currency");
  }
}
