package dev.trimtab.report;

import static java.math.BigDecimal.ZERO;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.trimtab.model.cost.DailyCost;
import dev.trimtab.model.cost.DailyCost.Kind;
import dev.trimtab.model.report.CostRow;
import dev.trimtab.units.LargestRemainder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/// A report's costs, rounded once, so that every sheet and the mail show the same cents.
///
/// The total is rounded first, then shared among kinds, among a kind's teams, a team's days, and a
/// day's rows, by largest remainder at each step. Rounding all rows at once would add up too, but a
/// team with thousands of rows far below a cent could lose all of its cost to another.
///
/// @param rows ordered by day, kind, team, cluster, namespace and sku
public record CentCosts(List<CentRow> rows) {
  public static final int SCALE = 2;

  /// Stands for a cost centre or an environment that nobody named.
  public static final String NOT_STATED = "not stated";

  private static final List<Function<CentRow, Object>> LEVELS =
      List.of(CentRow::kind, CentRow::team, row -> row.row().day());

  private static final Comparator<CentRow> ORDER =
      Comparator.comparing((CentRow row) -> row.row().day())
          .thenComparing(CentRow::kind)
          .thenComparing(CentRow::team)
          .thenComparing(row -> row.row().cluster())
          .thenComparing(row -> row.row().namespace())
          .thenComparing(row -> row.row().sku())
          .thenComparing(row -> row.row().provider())
          .thenComparing(row -> row.row().priceBasis())
          .thenComparing(CentRow::costCentre)
          .thenComparing(CentRow::environment)
          .thenComparing(row -> row.row().effectiveCost());

  public CentCosts {
    rows = List.copyOf(rows);
  }

  /// Rounds a report's costs.
  ///
  /// @throws IllegalArgumentException when a row's kind is not one of {@link Kind}
  public static CentCosts of(List<CostRow> costs) {
    var teams = new Spellings(DailyCost.UNATTRIBUTED);
    var centres = new Spellings(NOT_STATED);
    var environments = new Spellings(NOT_STATED);
    var exact =
        costs.stream()
            .map(c -> {
              var kind = kind(c.kind());
              boolean llm = kind == Kind.LLM;
              return new CentRow(
                  c,
                  kind,
                  teams.of(c.team()),
                  llm ? centres.of(c.costCentre()) : "",
                  llm ? environments.of(c.environment()) : "",
                  c.effectiveCost());
            })
            .sorted(ORDER)
            .toList();
    var rounded = new ArrayList<CentRow>(exact.size());
    share(exact, sum(exact).setScale(SCALE, RoundingMode.HALF_UP), 0, rounded);
    return new CentCosts(rounded.stream().sorted(ORDER).toList());
  }

  public BigDecimal total() {
    return sum(rows);
  }

  public BigDecimal total(Predicate<CentRow> which) {
    return sum(rows.stream().filter(which).toList());
  }

  /// Each team's total, dearest first, what nobody owns last.
  public Map<String, BigDecimal> byTeam() {
    var totals = new TreeMap<String, BigDecimal>();
    rows.forEach(row -> totals.merge(row.team(), row.cents(), BigDecimal::add));
    var ordered = new LinkedHashMap<String, BigDecimal>();
    totals.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<String, BigDecimal> e) -> nobody(e.getKey()))
                .thenComparing(Map.Entry.comparingByValue(Comparator.reverseOrder())))
        .forEach(e -> ordered.put(e.getKey(), e.getValue()));
    return ordered;
  }

  /// The word that the Fact sheet and the formulas use for a kind.
  public static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static boolean nobody(String team) {
    return team.equals(DailyCost.UNATTRIBUTED);
  }

  private static Kind kind(String word) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.name().equalsIgnoreCase(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "cost row of unknown kind '%s': must be one of %s"
                    .formatted(word, Arrays.toString(Kind.values()))));
  }

  private static void share(List<CentRow> rows, BigDecimal target, int level, List<CentRow> into) {
    if (level == LEVELS.size()) {
      var cents = LargestRemainder.apportion(rows.stream().map(CentRow::cents).toList(), target);
      for (var i = 0; i < rows.size(); i++) {
        var row = rows.get(i);
        into.add(row.of(cents.get(i)));
      }
      return;
    }
    var groups =
        List.copyOf(
            rows.stream()
                .collect(groupingBy(LEVELS.get(level), LinkedHashMap::new, toList()))
                .values());
    var targets = LargestRemainder.apportion(groups.stream().map(CentCosts::sum).toList(), target);
    for (var i = 0; i < groups.size(); i++) {
      share(groups.get(i), targets.get(i), level + 1, into);
    }
  }

  private static BigDecimal sum(List<CentRow> rows) {
    return rows.stream().map(CentRow::cents).reduce(ZERO, BigDecimal::add);
  }

  /// One spelling per name: SUMIFS does not tell `Web` from `web`, and would count both twice; and
  /// it takes `*`, `?` and `~` for wildcards, which spreadsheets escape each in their own way.
  private static final class Spellings {
    private final Map<String, String> spellings = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final String none;

    Spellings(String none) {
      this.none = none;
    }

    String of(String name) {
      var known = name.isBlank() ? none : name.strip().replaceAll("[*?~]", "_");
      return spellings.computeIfAbsent(known, same -> same);
    }
  }
}
