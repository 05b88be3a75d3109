package dev.trimtab.store;

import dev.trimtab.model.llm.LlmProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Of whose usage on a day more than one source tells, so that it takes a look at all of them to
/// say what counts.
///
/// @param providers whose usage it is
/// @param sources who tell it
record SpendTellers(Set<String> providers, Set<String> sources) {
  private static final Duration DAY = Duration.ofDays(1);

  /// Whoever tells anything of the day, found by a few looks into indexes: the key's for sources
  /// and their providers, the witnesses' own.
  private static final String TELLERS =
      """
      with recursive pair as (
        (select source, provider from trimtab.llm_usage order by source, provider limit 1)
        union all
        select n.source, n.provider from pair p cross join lateral (
          select u.source, u.provider from trimtab.llm_usage u
          where (u.source, u.provider) > (p.source, p.provider) order by u.source, u.provider limit 1) n)
      select p.source, p.provider, '' as via from pair p
      where exists (select from trimtab.llm_usage u where u.source = p.source and u.provider = p.provider
        and u.start_at >= :day and u.start_at < :end and u.via = '')
      union
      select distinct source, provider, via from trimtab.llm_usage
      where via <> '' and start_at >= :day and start_at < :end
      """;

  private record Teller(String source, String provider, String via) {
    boolean isWitness() {
      return !via.isEmpty();
    }
  }

  static SpendTellers shared(Handle handle, Instant day) {
    var tellers =
        handle
            .createQuery(TELLERS)
            .bind("day", day)
            .bind("end", day.plus(DAY))
            .map((row, _) -> new Teller(row.getString(1), row.getString(2), row.getString(3)))
            .list();
    var providers = shared(tellers);
    return new SpendTellers(
        providers,
        tellers.stream()
            .filter(each -> providers.contains(each.provider()))
            .map(Teller::source)
            .collect(Collectors.toSet()));
  }

  /// Who tells it, in order.
  List<String> ordered(Comparator<String> order) {
    return sources.stream().sorted(order).toList();
  }

  /// A provider that tells its usage itself is shared with witnesses, too: they tell whose it is.
  private static Set<String> shared(Collection<Teller> tellers) {
    var shared = new HashSet<String>();
    boolean guessed = false;
    var byProvider = tellers.stream().collect(Collectors.groupingBy(Teller::provider));
    for (Map.Entry<String, List<Teller>> each : byProvider.entrySet()) {
      var own = each.getValue().stream().filter(teller -> !teller.isWitness()).toList();
      var counting = own.isEmpty() ? each.getValue() : own;
      if (each.getValue().size() > 1) {
        shared.add(each.getKey());
      }
      guessed |= counting.stream().anyMatch(teller -> teller.via().equals(LlmProvider.LANGFUSE));
    }
    // who was called stands in no trace: its usage may be another provider's
    return guessed && tellers.size() > 1 ? byProvider.keySet() : shared;
  }
}
