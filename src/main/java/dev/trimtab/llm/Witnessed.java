package dev.trimtab.llm;

import static java.util.stream.Collectors.groupingBy;

import dev.trimtab.model.Collected;
import dev.trimtab.model.Problem;
import dev.trimtab.model.llm.LlmOwned;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.model.llm.TokenUsage;
import dev.trimtab.units.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Who answers for a UTC day's usage. What a provider tells of a key that the map names nobody for
/// is split by what a witness (a gateway, traces, a call log) tells of its callers: the provider
/// says how much, the witness says whose.
///
/// Never is more given than the provider tells, nor given twice: a witness's claim is less what the
/// provider tells of the same owner itself. Of several witnesses the one counts whose owners are
/// known for most tokens. Shares are of the hour where both tell hours, else of the day.
final class Witnessed {
  private static final Duration HOUR = Duration.ofHours(1);

  /// Region, gateway or vendor before a model's name; a date, a version or a deployment after it.
  private static final Pattern AROUND =
      Pattern.compile(
          "^(.*/)?((us|eu|apac|au|jp|global)\\.)?((anthropic|amazon|meta|mistral|cohere|openai)\\.)?"
              + "|([@:].*|-v\\d.*|-\\d{6,}.*|-\\d{4}-\\d{2}-\\d{2}.*|-latest)$");

  private final Function<LlmScope, LlmOwned> owners;
  private final LlmOwned nobody;
  private final List<Problem> problems = new ArrayList<>();

  private record Model(String provider, String name) {
    static Model of(TokenUsage usage) {
      var scope = usage.scope();
      var name = AROUND.matcher(scope.model().toLowerCase(Locale.ROOT)).replaceAll("");
      return new Model(scope.provider(), name);
    }
  }

  private record Cell(Model model, Instant hour) {}

  /// @param owners whose a scope is on the day
  /// @param nobody who stands where the map names nobody
  Witnessed(Function<LlmScope, LlmOwned> owners, LlmOwned nobody) {
    this.owners = owners;
    this.nobody = nobody;
  }

  /// The usage that counts, with its owners.
  Collected<List<OwnedTokens>> owned(Collection<ProviderUsage> usage) {
    var counted = new ArrayList<OwnedTokens>();
    for (var bucket : Tellers.counted(usage)) {
      var normal = Normaliser.normalise(bucket);
      problems.addAll(normal.problems());
      counted.add(new OwnedTokens(bucket, normal.value(), owners.apply(bucket.scope())));
    }
    var open = new HashSet<String>();
    counted.stream().filter(this::isOpen).forEach(each -> open.add(each.told().scope().provider()));
    var claims = open.isEmpty() ? List.<OwnedTokens>of() : claims(usage, open);
    return new Collected<>(claims.isEmpty() ? counted : split(counted, claims), problems);
  }

  /// Told by the provider, of nobody that is known; taken back usage is not split.
  private boolean isOpen(OwnedTokens each) {
    return each.told().scope().via().isEmpty()
        && each.owner().equals(nobody)
        && each.tokens().tokens().values().stream().allMatch(count -> count.count() >= 0);
  }

  /// What the witness that counts tells, of each of some providers.
  private List<OwnedTokens> claims(Collection<ProviderUsage> usage, Set<String> providers) {
    var byProvider = new HashMap<String, Map<String, List<OwnedTokens>>>();
    for (var bucket : Tellers.witnessed(usage)) {
      var scope = bucket.scope();
      if (providers.contains(scope.provider())) {
        byProvider
            .computeIfAbsent(scope.provider(), _ -> new HashMap<>())
            .computeIfAbsent(scope.via(), _ -> new ArrayList<>())
            .add(
                new OwnedTokens(bucket, Normaliser.normalise(bucket).value(), owners.apply(scope)));
      }
    }
    return byProvider.values().stream()
        .flatMap(witnesses ->
            witnesses.entrySet().stream()
                .filter(each -> known(each.getValue()) > 0)
                .max(
                    Comparator.<Map.Entry<String, List<OwnedTokens>>>comparingLong(
                            each -> known(each.getValue()))
                        .thenComparing(Map.Entry::getKey))
                .stream())
        .flatMap(each -> each.getValue().stream())
        .toList();
  }

  private long known(List<OwnedTokens> claims) {
    return claims.stream()
        .filter(each -> !each.owner().equals(nobody))
        .flatMap(each -> each.tokens().tokens().values().stream())
        .mapToLong(Tokens::count)
        .sum();
  }

  private List<OwnedTokens> split(List<OwnedTokens> counted, List<OwnedTokens> claims) {
    var claimsOf = claims.stream().collect(groupingBy(each -> Model.of(each.tokens())));
    var daily = new HashSet<Model>();
    var own = counted.stream().filter(each -> each.told().scope().via().isEmpty()).toList();
    for (var each : List.of(own, claims)) {
      each.stream()
          .filter(bucket -> bucket.told().window().length().compareTo(HOUR) > 0)
          .forEach(bucket -> daily.add(Model.of(bucket.tokens())));
    }
    var pools = new HashMap<Cell, ClaimPool>();
    for (var each : own) {
      if (claimsOf.containsKey(Model.of(each.tokens()))) {
        pool(pools, each, daily).own(each.tokens(), each.owner());
      }
    }
    claims.forEach(each -> pool(pools, each, daily).claim(each.tokens(), each.owner()));
    var found = new ArrayList<OwnedTokens>(counted.size());
    for (var each : counted) {
      if (isOpen(each) && claimsOf.containsKey(Model.of(each.tokens()))) {
        pool(pools, each, daily)
            .split(each.tokens())
            .forEach((owner, part) -> found.add(new OwnedTokens(each.told(), part, owner)));
      } else {
        found.add(each);
      }
    }
    return found;
  }

  private ClaimPool pool(Map<Cell, ClaimPool> pools, OwnedTokens each, Set<Model> daily) {
    var model = Model.of(each.tokens());
    long start = each.told().window().start().getEpochSecond();
    var hour =
        daily.contains(model)
            ? Instant.EPOCH
            : Instant.ofEpochSecond(start - Math.floorMod(start, HOUR.toSeconds()));
    return pools.computeIfAbsent(new Cell(model, hour), _ -> new ClaimPool(nobody));
  }
}
