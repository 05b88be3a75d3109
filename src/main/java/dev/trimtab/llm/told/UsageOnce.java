package dev.trimtab.llm.told;

import dev.trimtab.llm.Normaliser;
import dev.trimtab.model.Problem;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.model.llm.Told;
import dev.trimtab.units.Tokens;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Usage of which each is counted once, whichever sources tell it: an API and files that were saved
/// from it, or an entry of the configuration and the same one by its old name.
///
/// What a source tells of a day, organization, project, key, region, endpoint and model is left out
/// where a source before it by [Precedence] tells the same, or tells it less finely (no key, say).
/// What only one of them tells is kept. Witnesses are compared with their like only.
public final class UsageOnce {
  private static final Pattern DATED = Pattern.compile("(-\\d{4}-\\d{2}-\\d{2}|-\\d{8}|-latest)$");

  private final Precedence precedence;
  private final Conflicts conflicts = new Conflicts();

  public UsageOnce(Precedence precedence) {
    this.precedence = precedence;
  }

  private record Teller(String provider, String via) {}

  /// Which usage a bucket is of.
  private record Id(
      String organization,
      String project,
      String apiKey,
      String region,
      String endpoint,
      String model) {
    static Id of(LlmScope s) {
      return new Id(
          s.organization(),
          s.project(),
          s.apiKey(),
          s.region(),
          s.endpoint(),
          s.model().toLowerCase(Locale.ROOT));
    }

    boolean isTold(Id other) {
      return fits(organization, other.organization)
          && fits(project, other.project)
          && fits(apiKey, other.apiKey)
          && fits(region, other.region)
          && fits(endpoint, other.endpoint);
    }

    private static boolean fits(String one, String other) {
      return one.isEmpty() || other.isEmpty() || one.equals(other);
    }
  }

  /// What a source tells of a day.
  private static final class Account {
    private final String source;
    private final List<ProviderUsage> usage;
    private final Map<String, Map<String, Set<Id>>> byModelAndKey = new HashMap<>();
    private final Set<String> names = new HashSet<>();

    Account(String source, List<ProviderUsage> usage) {
      this.source = source;
      this.usage = usage;
      // a key has a bucket an hour: ids are far fewer
      usage.stream().map(bucket -> Id.of(bucket.scope())).distinct().forEach(this::add);
      names.removeAll(Set.of("organization ", "project ", "key "));
    }

    private void add(Id id) {
      for (var model : List.of(id.model(), bare(id.model()))) {
        byModelAndKey
            .computeIfAbsent(model, _ -> new HashMap<>())
            .computeIfAbsent(id.apiKey(), _ -> new HashSet<>())
            .add(id);
      }
      names.add("organization " + id.organization());
      names.add("project " + id.project());
      names.add("key " + id.apiKey());
    }

    private static String bare(String model) {
      return DATED.matcher(model).replaceFirst("");
    }

    /// A model with a date is told by the same name, or by the one without; never by another date.
    List<Id> tellers(Id id) {
      var bare = bare(id.model());
      return Stream.concat(
              fitting(id, id.model()),
              fitting(id, bare).filter(other -> other.model().equals(bare)))
          .distinct()
          .toList();
    }

    private Stream<Id> fitting(Id id, String model) {
      var byKey = byModelAndKey.getOrDefault(model, Map.of());
      Stream<Set<Id>> ids =
          id.apiKey().isEmpty()
              ? byKey.values().stream()
              : Stream.of(id.apiKey(), "").map(key -> byKey.getOrDefault(key, Set.of()));
      return ids.flatMap(Set::stream).filter(id::isTold);
    }

    /// Two entries of one sort are two accounts unless they tell the same ids, which a provider
    /// gives once. Two witnesses may use the same words (two clusters have a namespace of the same
    /// name): they are one where most of what they tell is equal to the last token.
    boolean isOf(Account other, boolean witness) {
      if (!witness && !Precedence.sameSort(source, other.source)) {
        return true;
      }
      boolean sameIds = !witness && names.stream().anyMatch(other.names::contains);
      return sameIds || isMostly(other);
    }

    private boolean isMostly(Account other) {
      var mine = new HashSet<>(usage);
      long equal = other.usage.stream().filter(mine::contains).count();
      return 2 * equal >= Math.min(usage.size(), other.usage.size()) && equal > 0;
    }

    long tokens(Set<Id> ids) {
      return usage.stream()
          .filter(bucket -> ids.contains(Id.of(bucket.scope())))
          .flatMap(bucket -> Normaliser.normalise(bucket).value().tokens().values().stream())
          .mapToLong(Tokens::count)
          .sum();
    }
  }

  /// The buckets of a UTC day that count.
  public List<ProviderUsage> counted(LocalDate day, Collection<Told<ProviderUsage>> told) {
    var tellers = new LinkedHashMap<Teller, Map<String, List<ProviderUsage>>>();
    for (var each : told) {
      var scope = each.fact().scope();
      tellers
          .computeIfAbsent(
              new Teller(scope.provider(), scope.via()), _ -> new TreeMap<>(precedence.order()))
          .computeIfAbsent(each.source(), _ -> new ArrayList<>())
          .add(each.fact());
    }
    var counted = new ArrayList<ProviderUsage>(told.size());
    tellers.forEach((teller, sources) -> {
      var before = new ArrayList<Account>();
      sources.forEach((source, usage) -> {
        var kept =
            before.isEmpty()
                ? usage
                : kept(day, new Account(source, usage), before, !teller.via().isEmpty());
        counted.addAll(kept);
        if (sources.size() > 1) {
          before.add(new Account(source, kept));
        }
      });
    });
    return counted;
  }

  private List<ProviderUsage> kept(
      LocalDate day, Account mine, List<Account> before, boolean witness) {
    var left = new HashSet<Id>();
    for (var other : before) {
      if (mine.isOf(other, witness)) {
        left.addAll(compare(day, mine, other));
      }
    }
    return mine.usage.stream().filter(each -> !left.contains(Id.of(each.scope()))).toList();
  }

  private Set<Id> compare(LocalDate day, Account mine, Account other) {
    var left = new HashSet<Id>();
    var told = new HashSet<Id>();
    mine.usage.stream()
        .map(bucket -> Id.of(bucket.scope()))
        .distinct()
        .forEach(id -> {
          var tellers = other.tellers(id);
          if (!tellers.isEmpty()) {
            left.add(id);
            told.addAll(tellers);
          }
        });
    long theirs = other.tokens(told);
    long ours = mine.tokens(left);
    if (theirs != ours) {
      conflicts.add(
          mine.usage.getFirst().scope().provider(),
          other.source,
          mine.source,
          day,
          BigDecimal.valueOf(theirs),
          BigDecimal.valueOf(ours));
    }
    return left;
  }

  /// Where sources did not agree, so far.
  public List<Problem> problems() {
    return conflicts.problems("usage", "tokens");
  }
}
