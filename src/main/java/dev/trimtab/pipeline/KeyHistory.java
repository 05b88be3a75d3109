package dev.trimtab.pipeline;

import dev.trimtab.model.llm.KeyClaim;
import dev.trimtab.model.llm.KeyOwnership;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Keeps who owned a key when: what is found today holds from today on, and takes nothing from
/// whoever owned it before.
final class KeyHistory {
  private KeyHistory() {}

  private record Key(String provider, String key) {}

  /// What was known, brought up to a day. The same day twice changes nothing more.
  static List<KeyOwnership> next(
      Collection<KeyOwnership> known, Collection<KeyClaim> claims, LocalDate day) {
    var histories = new LinkedHashMap<Key, List<KeyOwnership>>();
    known.forEach(o -> history(histories, o.provider(), o.key()).add(o));
    var now = new LinkedHashMap<Key, KeyClaim>();
    for (var claim : claims) {
      now.put(new Key(claim.provider(), claim.key()), claim);
      var _ = history(histories, claim.provider(), claim.key());
    }
    var next = new ArrayList<KeyOwnership>();
    histories.forEach((key, history) -> next.addAll(next(history, now.get(key), day)));
    return next;
  }

  private static List<KeyOwnership> history(
      Map<Key, List<KeyOwnership>> histories, String provider, String key) {
    return histories.computeIfAbsent(new Key(provider, key), _ -> new ArrayList<>());
  }

  private static List<KeyOwnership> next(
      List<KeyOwnership> history, @Nullable KeyClaim claim, LocalDate day) {
    var next = new ArrayList<KeyOwnership>();
    boolean goesOn = false;
    for (var each : history) {
      boolean open = each.to() == null;
      boolean same = claim != null && each.owned().equals(claim.owned());
      if (!open || same) {
        goesOn |= open;
        next.add(each);
      } else if (each.from().isBefore(day)) {
        next.add(between(each, each.from(), day));
      }
    }
    if (claim != null) {
      var free = free(next);
      if (goesOn) {
        next.replaceAll(each -> each.to() == null ? begun(each, claim, free) : each);
      } else {
        next.add(
            new KeyOwnership(
                claim.provider(),
                claim.key(),
                claim.owned(),
                claim.claimedBy(),
                later(claim.since() == null ? day : claim.since(), free),
                null));
      }
    }
    return next;
  }

  /// The first day that nobody before owned.
  private static LocalDate free(List<KeyOwnership> history) {
    var free = LocalDate.MIN;
    for (var each : history) {
      free = each.to() == null ? free : later(each.to(), free);
    }
    return free;
  }

  /// An annotation may say later since when it has held.
  private static KeyOwnership begun(KeyOwnership open, KeyClaim claim, LocalDate free) {
    var since = claim.since();
    return since == null || !since.isBefore(open.from())
        ? open
        : between(open, later(since, free), null);
  }

  private static KeyOwnership between(KeyOwnership o, LocalDate from, @Nullable LocalDate to) {
    return new KeyOwnership(o.provider(), o.key(), o.owned(), o.claimedBy(), from, to);
  }

  private static LocalDate later(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }
}
