package dev.trimtab.pipeline.watch;

import dev.trimtab.llm.BucketPricer;
import dev.trimtab.model.llm.PricedBucket;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.model.spend.LaneName;
import dev.trimtab.model.spend.SpendOwner;
import dev.trimtab.model.spend.SpendSheet;
import dev.trimtab.store.SpendSheets;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/// Makes sheets of usage: buckets of at most an hour into sheets of hours, longer ones into sheets
/// of days, since a day's money cannot be told by the hour.
public final class SheetMaker implements SpendSheets.Pricing {
  private static final long HOUR = 3600;
  private static final long DAY = 86_400;

  private final BucketPricer pricer;
  private final Roster roster;
  private final Map<SpendSheets.Step, Rows> sheets = new LinkedHashMap<>();

  /// The lanes of one sheet, each once.
  private static final class Rows {
    final Map<Integer, double[]> lanes = new LinkedHashMap<>();

    void add(int lane, PricedBucket bucket) {
      var sum = lanes.computeIfAbsent(lane, _ -> new double[5]);
      sum[0] += bucket.cost();
      sum[1] += bucket.requests();
      sum[2] += bucket.failed();
      sum[3] += bucket.inputTokens();
      sum[4] += bucket.outputTokens();
    }
  }

  public SheetMaker(BucketPricer pricer, Roster roster) {
    this.pricer = pricer;
    this.roster = roster;
  }

  @Override
  public void take(String source, ProviderUsage usage) {
    var bucket = pricer.price(usage);
    long step = bucket.window().length().toSeconds() <= HOUR ? HOUR : DAY;
    long start = Math.floorDiv(bucket.window().start().getEpochSecond(), step) * step;
    var scope = bucket.scope();
    var owner = bucket.owner();
    var lane =
        new LaneName(
            source,
            scope.provider(),
            new SpendOwner(owner.team(), owner.costCentre(), owner.environment()),
            scope.apiKey(),
            scope.model(),
            scope.endpoint());
    sheets
        .computeIfAbsent(new SpendSheets.Step(source, start, step), _ -> new Rows())
        .add(roster.of(lane), bucket);
  }

  @Override
  public boolean hasHours(String source) {
    return sheets.keySet().stream()
        .anyMatch(step -> step.seconds() == HOUR && step.source().equals(source));
  }

  @Override
  public Collection<SpendSheet> sheets() {
    return sheets.entrySet().stream()
        .map(entry -> {
          var step = entry.getKey();
          var lanes = entry.getValue().lanes;
          var sheet = new SpendSheet(step.source(), step.start(), step.seconds(), lanes.size());
          lanes.forEach((lane, sum) -> sheet.add(lane, sum[0], sum[1], sum[2], sum[3], sum[4]));
          return sheet;
        })
        .toList();
  }

  @Override
  public Map<Integer, LaneName> newLanes() {
    var lanes = new BitSet();
    sheets.values().forEach(rows -> rows.lanes.keySet().forEach(lanes::set));
    return roster.notStored(lanes);
  }
}
