package dev.trimtab.llm;

import dev.trimtab.model.llm.LlmProvider;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.ProviderUsage;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Who tells a provider's usage of a day: the provider itself, or else one of its witnesses. The
/// same call passes a gateway, is traced and is counted by its caller: added up, it would be paid
/// several times.
public final class Tellers {
  /// Witnesses that see every call before those that see what was instrumented.
  private static final List<String> RANKS =
      List.of("", LlmProvider.LITELLM, LlmProvider.OPENTELEMETRY, LlmProvider.LANGFUSE);

  /// What providers write after a model's name: a date, a version, a deployment.
  private static final String REST = "($|[@:].*|-\\d{6,}.*|-\\d{4}-.*|-v\\d.*)";

  private record Told(String provider, LocalDate day) {}

  private final Map<Told, String> tellers = new HashMap<>();

  private record Sold(String provider, String model) {}

  /// Models that are told by whoever knows which provider was called.
  private final Map<LocalDate, Set<Sold>> models = new HashMap<>();

  private Tellers(Collection<ProviderUsage> usage) {
    for (var bucket : usage) {
      var scope = bucket.scope();
      tellers.merge(
          new Told(scope.provider(), day(bucket)),
          scope.via(),
          (a, b) -> rank(a) <= rank(b) ? a : b);
      if (!isGuessed(scope)) {
        models
            .computeIfAbsent(day(bucket), _ -> new HashSet<>())
            .add(new Sold(scope.provider(), scope.model().toLowerCase(Locale.ROOT)));
      }
    }
  }

  /// The buckets that count.
  public static List<ProviderUsage> counted(Collection<ProviderUsage> usage) {
    var tellers = new Tellers(usage);
    return usage.stream().filter(tellers::counts).toList();
  }

  /// What witnesses tell of who called, without what may have been another provider's.
  static List<ProviderUsage> witnessed(Collection<ProviderUsage> usage) {
    var tellers = new Tellers(usage);
    return usage.stream()
        .filter(each -> !each.scope().via().isEmpty())
        .filter(each -> !(isGuessed(each.scope()) && tellers.isToldElsewhere(each)))
        .toList();
  }

  private boolean counts(ProviderUsage bucket) {
    var scope = bucket.scope();
    var teller = tellers.get(new Told(scope.provider(), day(bucket)));
    return scope.via().equals(teller) && !(isGuessed(scope) && isToldElsewhere(bucket));
  }

  /// Traces hold a model's name and not who was called: Claude may have been bought from a cloud.
  private static boolean isGuessed(LlmScope scope) {
    return scope.via().equals(LlmProvider.LANGFUSE);
  }

  private boolean isToldElsewhere(ProviderUsage bucket) {
    var name = bucket.scope().model().toLowerCase(Locale.ROOT);
    var same = Pattern.compile("(^|[./])" + Pattern.quote(name) + REST);
    return !name.isEmpty()
        && models.getOrDefault(day(bucket), Set.of()).stream()
            .anyMatch(sold ->
                !sold.provider().equals(bucket.scope().provider())
                    && same.matcher(sold.model()).find());
  }

  private static int rank(String via) {
    int rank = RANKS.indexOf(via);
    return rank < 0 ? 1 : rank; // a witness of one provider alone, such as its own call log
  }

  private static LocalDate day(ProviderUsage bucket) {
    return LocalDate.ofInstant(bucket.window().start(), ZoneOffset.UTC);
  }
}
