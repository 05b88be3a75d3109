package dev.trimtab.pipeline;

import dev.trimtab.model.Fact;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Problem;
import dev.trimtab.model.run.Run;
import dev.trimtab.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Stores what one source hands over, each fact in a commit of its own.
final class StoringSink implements FactSink {
  /// More than any two clocks, or a day in any time zone, differ.
  private static final Duration AHEAD = Duration.ofDays(1);

  private final Database database;
  private final Run run;
  private final String source;
  private final List<Problem> problems = new ArrayList<>();
  private long items;

  StoringSink(Database database, Run run, String source) {
    this.database = database;
    this.run = run;
    this.source = source;
  }

  @Override
  public synchronized void accept(Fact fact) {
    var kept = fact instanceof Fact.LlmUsage usage ? upToNow(usage) : fact;
    database.facts().save(kept);
    items += count(kept);
  }

  /// Without buckets that nobody can have used yet: a clock that jumped, or a year mistyped in a
  /// file. Kept, they would be the newest hours of all for ever.
  private Fact.LlmUsage upToNow(Fact.LlmUsage usage) {
    // a night of long ago is run again: what has come since stays
    var now = run.asOf().isAfter(run.startedAt()) ? run.asOf() : run.startedAt();
    var latest = now.plus(AHEAD);
    var ahead =
        usage.usage().stream().filter(each -> each.window().start().isAfter(latest)).toList();
    if (ahead.isEmpty()) {
      return usage;
    }
    var first = ahead.getFirst();
    problems.add(
        new Problem(
            source,
            first.scope().provider() + " " + first.window().start(),
            "usage-in-the-future",
            "%,d buckets of usage start more than a day after now (%s), the first at %s, of %s: set aside. Maybe a clock or a date of the source is wrong? They are read again once it is right"
                .formatted(ahead.size(), now, first.window().start(), first.scope().model())));
    var kept =
        usage.usage().stream().filter(each -> !each.window().start().isAfter(latest)).toList();
    return new Fact.LlmUsage(usage.source(), usage.provider(), usage.window(), kept);
  }

  @Override
  public synchronized void problem(Problem problem) {
    problems.add(problem);
  }

  @Override
  public synchronized void completeThrough(Instant instant) {
    database.watermarks().advance(source, instant);
  }

  @Override
  public Map<String, String> known(String kind) {
    return database.sourceNames().of(source, kind);
  }

  synchronized void flushProblems() {
    database.runs().problems(run.id(), problems);
  }

  synchronized String summary() {
    return "%,d items".formatted(items)
        + (problems.isEmpty() ? "" : ", %,d problems".formatted(problems.size()));
  }

  private static long count(Fact fact) {
    return switch (fact) {
      case Fact.Inventory(var inventory) ->
          inventory.pods().size() + (long) inventory.nodes().size();
      case Fact.KeyHolders(_, _, var holders) -> holders.size();
      case Fact.BusinessCounts(_, var counts) -> counts.size();
      case Fact.Usage(_, var samples) -> samples.size();
      case Fact.Gauges(_, var days) -> days.size();
      case Fact.Prices(var types, var onDemand, var spot, var interruptions, var zones) ->
          types.size() + onDemand.size() + spot.size() + interruptions.size() + (long) zones.size();
      case Fact.LlmUsage(_, _, _, var usage) -> usage.size();
      case Fact.LlmCosts(_, _, _, var costs) -> costs.size();
      case Fact.Names _ -> 0;
      case Fact.Bill(_, var charges) -> charges.size();
    };
  }
}
