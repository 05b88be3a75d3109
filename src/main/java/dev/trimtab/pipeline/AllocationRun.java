package dev.trimtab.pipeline;

import dev.trimtab.allocate.Allocator;
import dev.trimtab.allocate.PriceProblems;
import dev.trimtab.allocate.PriceTimeline;
import dev.trimtab.allocate.Teams;
import dev.trimtab.llm.LlmLedger;
import dev.trimtab.model.Problem;
import dev.trimtab.model.cost.NodePresence;
import dev.trimtab.model.run.Run;
import dev.trimtab.store.Database;
import dev.trimtab.units.TimeWindow;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Allocates what nodes and tokens cost to their owners, day by day.
public final class AllocationRun {
  private final Database database;
  private final AllocationSettings settings;

  /// Whose cost is whose, and in which currency.
  public record AllocationSettings(
      Currency currency, List<String> teamLabels, List<String> sharedNamespaces, LlmLedger ledger) {
    public AllocationSettings {
      teamLabels = List.copyOf(teamLabels);
      sharedNamespaces = List.copyOf(sharedNamespaces);
    }
  }

  public AllocationRun(Database database, AllocationSettings settings) {
    this.database = database;
    this.settings = settings;
  }

  /// Allocates the days that changed, and tells what has no price.
  public List<Problem> allocate(Run run) {
    var problems = new ArrayList<Problem>();
    var days = days(run);
    if (!days.isEmpty()) {
      problems.addAll(infrastructure(days));
    }
    problems.addAll(llm(run));
    return problems;
  }

  /// Days whose usage changed, and those since the newest allocated one: nodes may have come and
  /// gone.
  private SortedSet<LocalDate> days(Run run) {
    var days = new TreeSet<>(database.costs().changedDays());
    var today = LocalDate.ofInstant(run.asOf(), ZoneOffset.UTC);
    var allocated = database.costs().latestDay();
    // A first run has allocated nothing: it goes on from the last day that has usage.
    var latest = days.isEmpty() || allocated.isAfter(days.last()) ? allocated : days.last();
    if (latest.isAfter(LocalDate.EPOCH) && !latest.isAfter(today)) {
      latest.datesUntil(today.plusDays(1)).forEach(days::add);
    }
    return days;
  }

  private List<Problem> infrastructure(SortedSet<LocalDate> days) {
    var clusters = database.inventories().present();
    var teams = new Teams(settings.teamLabels(), clusters);
    var allocator = new Allocator(teams, settings.sharedNamespaces());
    // side by side: the database adds one day up while another is divided here
    return List.copyOf(days).parallelStream()
        .map(day -> infrastructure(day, allocator))
        .flatMap(List::stream)
        .distinct()
        .toList();
  }

  private List<Problem> infrastructure(LocalDate day, Allocator allocator) {
    var nodes = database.costs().nodes(day);
    var prices = prices(day, nodes);
    var priced = nodes.stream().map(prices::price).toList();
    database
        .costs()
        .saveInfrastructure(day, allocator.allocate(priced, database.costs().containers(day)));
    return PriceProblems.of(priced);
  }

  private PriceTimeline prices(LocalDate day, List<NodePresence> nodes) {
    var types = nodes.stream().map(NodePresence::instanceType).distinct().toList();
    var window =
        new TimeWindow(
            day.atStartOfDay(ZoneOffset.UTC).toInstant(),
            day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    return new PriceTimeline(
        database.prices().onDemand(types),
        database.prices().spot(types, window),
        database.prices().zones(),
        settings.currency());
  }

  private List<Problem> llm(Run run) {
    var problems = new ArrayList<>(keyOwners(run));
    var ledger = settings.ledger().orElse(database.keyOwners().owners());
    problems.addAll(new LlmCostRun(database, ledger).price(run.asOf()));
    return problems;
  }

  /// Writes down from when to when whom Kubernetes names as a key's owner.
  private List<Problem> keyOwners(Run run) {
    var clusters = database.inventories().present();
    var claims =
        KeyOwners.of(
            clusters, database.keyOwners().holders(), new Teams(settings.teamLabels(), clusters));
    var day = LocalDate.ofInstant(run.asOf(), ZoneOffset.UTC);
    database
        .keyOwners()
        .saveHistory(KeyHistory.next(database.keyOwners().history(), claims.value(), day));
    return claims.problems();
  }
}
