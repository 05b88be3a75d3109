package dev.trimtab.report;

import dev.trimtab.model.finding.Recommendation;
import dev.trimtab.model.report.ReportData;
import dev.trimtab.units.LargestRemainder;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a reader can act on, dearest first, with its savings in whole cents; the rest as counts.
///
/// @param others recommendations that ask for no change, by kind
public record Advice(Currency currency, List<Item> items, Map<String, Long> others) {
  private static final Set<String> ACTIONABLE = Set.of("resize", "scale", "idle", "move-to-spot");

  private static final Comparator<Recommendation> DEAREST_FIRST =
      Comparator.comparing(
              (Recommendation r) -> r.monthlySavings() == null ? null : r.monthlySavings().amount(),
              Comparator.nullsLast(Comparator.reverseOrder()))
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
  /// @param monthlySavings in whole cents, null where unpriced
  public record Item(Recommendation recommendation, @Nullable BigDecimal monthlySavings) {
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
    var sum =
        items.stream()
            .map(Item::monthlySavings)
            .filter(Objects::nonNull)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return new Money(currency, sum);
  }

  private static boolean actionable(Recommendation recommendation) {
    return ACTIONABLE.contains(recommendation.kind()) || !recommendation.patch().isBlank();
  }

  private static List<Item> rounded(List<Recommendation> sorted, Currency currency) {
    var priced =
        sorted.stream()
            .map(Recommendation::monthlySavings)
            .filter(Objects::nonNull)
            .map(savings -> Money.zero(currency).plus(savings).amount())
            .toList();
    var cents = LargestRemainder.round(priced, CentCosts.SCALE);
    // the unpriced ones are sorted last, so the cents line up with the rows from the top
    return IntStream.range(0, sorted.size())
        .mapToObj(i -> new Item(sorted.get(i), i < cents.size() ? cents.get(i) : null))
        .toList();
  }
}
