package dev.trimtab.llm;

import dev.trimtab.model.llm.LlmOwned;
import dev.trimtab.model.llm.TokenKind;
import dev.trimtab.model.llm.TokenUsage;
import dev.trimtab.units.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A model's tokens of an hour, or of a day: what the provider tells, with and without an owner,
/// and what a witness tells of their owners.
///
/// Kinds are held against their like. What the provider does not tell apart (reasoning from other
/// output, say) is added to what it does; where the witness does not tell apart what the provider
/// does (cached from other input), the share of each is that of all input, or of all output.
final class ClaimPool {
  private static final Comparator<LlmOwned> ORDER =
      Comparator.comparing(LlmOwned::team)
          .thenComparing(LlmOwned::namespace)
          .thenComparing(LlmOwned::workload)
          .thenComparing(LlmOwned::costCentre)
          .thenComparing(LlmOwned::environment);

  /// What is counted: kinds of tokens, and requests.
  private static final class Counts {
    final Map<TokenKind, Long> kinds = new EnumMap<>(TokenKind.class);
    long requests;

    void add(TokenUsage usage) {
      usage.tokens().forEach((kind, count) -> kinds.merge(kind, count.count(), Long::sum));
      requests += Math.max(0, usage.requests());
    }

    long of(TokenKind kind) {
      return kinds.getOrDefault(kind, 0L);
    }

    long side(TokenKind main) {
      return kinds.entrySet().stream()
          .filter(each -> main(each.getKey()) == main)
          .mapToLong(Map.Entry::getValue)
          .sum();
    }
  }

  private final LlmOwned nobody;
  private final Counts free = new Counts();
  private final Map<LlmOwned, Counts> owned = new HashMap<>();
  private final Map<LlmOwned, Counts> claimed = new HashMap<>();
  private final Map<TokenKind, Share> shares = new EnumMap<>(TokenKind.class);

  ClaimPool(LlmOwned nobody) {
    this.nobody = nobody;
  }

  /// Adds what the provider tells.
  void own(TokenUsage usage, LlmOwned owner) {
    (owner.equals(nobody) ? free : owned.computeIfAbsent(owner, _ -> new Counts())).add(usage);
  }

  /// Adds what the witness tells.
  void claim(TokenUsage usage, LlmOwned owner) {
    claimed.computeIfAbsent(owner, _ -> new Counts()).add(usage);
  }

  /// Splits usage that has no owner among those who claim it, and nobody for the rest.
  Map<LlmOwned, TokenUsage> split(TokenUsage usage) {
    var tokens = new LinkedHashMap<LlmOwned, Map<TokenKind, Tokens>>();
    var rest = new EnumMap<TokenKind, Tokens>(TokenKind.class);
    usage
        .tokens()
        .forEach((kind, count) -> {
          long left = count.count();
          for (var part : shares.computeIfAbsent(kind, this::share).of(left).entrySet()) {
            tokens
                .computeIfAbsent(part.getKey(), _ -> new EnumMap<>(TokenKind.class))
                .put(kind, new Tokens(part.getValue()));
          }
          long given =
              tokens.values().stream()
                  .mapToLong(each -> each.getOrDefault(kind, Tokens.ZERO).count())
                  .sum();
          if (left > given) {
            rest.put(kind, new Tokens(left - given));
          }
        });
    return parts(usage, tokens, rest);
  }

  private Map<LlmOwned, TokenUsage> parts(
      TokenUsage usage, Map<LlmOwned, Map<TokenKind, Tokens>> tokens, Map<TokenKind, Tokens> rest) {
    var calls = requests();
    var requests = calls.of(Math.max(0, usage.requests()));
    var failed = calls.of(Math.max(0, usage.failed()));
    var parts = new LinkedHashMap<LlmOwned, TokenUsage>();
    long requestsLeft = usage.requests();
    long failedLeft = usage.failed();
    for (var owner : calls.claims().keySet()) {
      long mine = requests.getOrDefault(owner, 0L);
      long broken = failed.getOrDefault(owner, 0L);
      var used = tokens.getOrDefault(owner, Map.of());
      if (!used.isEmpty() || mine > 0 || broken > 0) {
        parts.put(
            owner,
            new TokenUsage(
                usage.scope(),
                usage.window(),
                used,
                usage.requests() < 0 ? -1 : mine,
                usage.failed() < 0 ? -1 : broken));
      }
      requestsLeft -= mine;
      failedLeft -= broken;
    }
    if (!rest.isEmpty() || requestsLeft > 0 || failedLeft > 0 || parts.isEmpty()) {
      parts.put(
          nobody,
          new TokenUsage(
              usage.scope(),
              usage.window(),
              rest,
              usage.requests() < 0 ? -1 : requestsLeft,
              usage.failed() < 0 ? -1 : failedLeft));
    }
    return parts;
  }

  private Share share(TokenKind kind) {
    return kind.isToken() && isCoarse(main(kind))
        ? share(counts -> counts.side(main(kind)))
        : share(counts -> folded(counts, kind));
  }

  /// Whether the provider tells kinds of this side that no witness does: all are then shared alike,
  /// or what the witness counts once would be given twice.
  private boolean isCoarse(TokenKind side) {
    return Arrays.stream(TokenKind.values())
        .filter(kind -> kind.isToken() && main(kind) == side && isTold(kind))
        .anyMatch(kind -> claimed.values().stream().noneMatch(each -> each.of(kind) > 0));
  }

  /// Calls are shared as calls are; as input is, where the witness counts no calls.
  private Share requests() {
    boolean told = claimed.values().stream().anyMatch(each -> each.requests > 0);
    return told ? share(counts -> counts.requests) : share(counts -> counts.side(TokenKind.INPUT));
  }

  private interface Count {
    long of(Counts counts);
  }

  /// What the provider tells of an owner itself is not claimed again.
  private Share share(Count count) {
    var claims = new LinkedHashMap<LlmOwned, Long>();
    long sum = 0;
    for (var owner : owners()) {
      var own = owned.get(owner);
      var told = claimed.get(owner);
      long claim =
          Math.max(0, (told == null ? 0 : count.of(told)) - (own == null ? 0 : count.of(own)));
      sum += claim;
      if (!owner.equals(nobody)) {
        claims.put(owner, claim);
      }
    }
    return new Share(claims, Math.max(1, Math.max(sum, count.of(free))));
  }

  private List<LlmOwned> owners() {
    var owners = new ArrayList<>(claimed.keySet());
    owners.sort(ORDER);
    return owners;
  }

  /// With the kinds of its side that the provider does not tell.
  private long folded(Counts counts, TokenKind kind) {
    long sum = counts.of(kind);
    if (kind == main(kind)) {
      for (var other : counts.kinds.keySet()) {
        if (other != kind && main(other) == kind && !isTold(other)) {
          sum += counts.of(other);
        }
      }
    }
    return sum;
  }

  private boolean isTold(TokenKind kind) {
    return free.of(kind) > 0 || owned.values().stream().anyMatch(each -> each.of(kind) > 0);
  }

  /// Input or output, for a kind of token; itself, for what is none.
  private static TokenKind main(TokenKind kind) {
    if (!kind.isToken()) {
      return kind;
    }
    return kind == TokenKind.REASONING || kind.name().endsWith("OUTPUT")
        ? TokenKind.OUTPUT
        : TokenKind.INPUT;
  }
}
