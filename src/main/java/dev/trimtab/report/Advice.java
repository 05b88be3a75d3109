package dev.trimtab.report;

import dev.trimtab.model.finding.Recommendation;
import dev.trimtab.model.report.ReportData;
import dev.trimtab.units.LargestRemainder;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a reader can act on, dearest first, with its savings in whole cents; the rest as counts.
///
/// @param others recommendations that ask for no change, by kind
public record Advice(Currency currency, List<Item> items, Map<String, Long> others) {
  private static final Set<String> ACTIONABLE =
      Set.of(
          "resize",
          "scale",
          "idle",
          "move-to-spot",
          "node-mix",
          "prompt-caching",
          "batch-requests",
          "cheaper-model",
          "failed-requests");

  private static final Comparator<Recommendation> DEAREST_FIRST =
      Comparator.comparing(Advice::worth, Comparator.nullsLast(Comparator.reverseOrder()))
          .thenComparing(Recommendation::cluster)
          .thenComparing(Recommendation::namespace)
          .thenComparing(Recommendation::workloadKind)
          .thenComparing(Recommendation::workload)
          .thenComparing(Recommendation::container)
          .thenComparing(Recommendation::kind);

  public Advice {
    items = List.copyOf(items);
  }

  /// A recommendation to act on.
  ///
  /// @param monthlySavings nominal, in whole cents; null where it has none
  /// @param realizable on nodes, in whole cents; null where node plans do not tell
  public record Item(
      Recommendation recommendation,
      @Nullable BigDecimal monthlySavings,
      @Nullable BigDecimal realizable) {
    /// `cluster/namespace/Kind/name`, and the container after a colon.
    public String target() {
      var r = recommendation;
      var workload =
          Stream.of(r.cluster(), r.namespace(), r.workloadKind(), r.workload())
              .filter(part -> !part.isEmpty())
              .collect(Collectors.joining("/"));
      return r.container().isEmpty() ? workload : workload + ":" + r.container();
    }
  }

  public static Advice of(ReportData data) {
    var sorted =
        data.recommendations().stream().filter(Advice::actionable).sorted(DEAREST_FIRST).toList();
    var others =
        data.recommendations().stream()
            .filter(r -> !actionable(r))
            .collect(
                Collectors.groupingBy(Recommendation::kind, TreeMap::new, Collectors.counting()));
    return new Advice(data.currency(), rounded(sorted, data.currency()), others);
  }

  public Money monthlySavings() {
    return sum(Item::monthlySavings);
  }

  /// What nodes cost less a month for all of it.
  public Money realizable() {
    return sum(Item::realizable);
  }

  private Money sum(Function<Item, @Nullable BigDecimal> amount) {
    var sum = BigDecimal.ZERO;
    for (var item : items) {
      var part = amount.apply(item);
      sum = part == null ? sum : sum.add(part);
    }
    return new Money(currency, sum);
  }

  private static @Nullable BigDecimal worth(Recommendation r) {
    var savings = r.monthlySavings() == null ? r.realizable() : r.monthlySavings();
    return savings == null ? null : savings.amount();
  }

  private static boolean actionable(Recommendation recommendation) {
    return ACTIONABLE.contains(recommendation.kind()) || !recommendation.patch().isBlank();
  }

  private static List<Item> rounded(List<Recommendation> sorted, Currency currency) {
    var nominal = cents(sorted, Recommendation::monthlySavings, currency);
    var realizable = cents(sorted, Recommendation::realizable, currency);
    return IntStream.range(0, sorted.size())
        .mapToObj(i -> new Item(sorted.get(i), nominal.get(i), realizable.get(i)))
        .toList();
  }

  /// Whole cents that add up to the rounded sum, by their rows; rows without an amount have none.
  private static Map<Integer, BigDecimal> cents(
      List<Recommendation> rows,
      Function<Recommendation, @Nullable Money> amount,
      Currency currency) {
    var at = new ArrayList<Integer>();
    var exact = new ArrayList<BigDecimal>();
    for (int i = 0; i < rows.size(); i++) {
      var money = amount.apply(rows.get(i));
      if (money != null) {
        at.add(i);
        exact.add(Money.zero(currency).plus(money).amount());
      }
    }
    var rounded = LargestRemainder.round(exact, CentCosts.SCALE);
    var cents = new HashMap<Integer, BigDecimal>();
    for (int i = 0; i < at.size(); i++) {
      cents.put(at.get(i), rounded.get(i));
    }
    return cents;
  }
}
