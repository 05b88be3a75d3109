package dev.trimtab.pipeline.watch;

import dev.trimtab.llm.BucketPricer;
import dev.trimtab.llm.told.Precedence;
import dev.trimtab.llm.told.UsageOnce;
import dev.trimtab.model.llm.PricedBucket;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.model.llm.Told;
import dev.trimtab.model.spend.LaneName;
import dev.trimtab.model.spend.SpendOwner;
import dev.trimtab.model.spend.SpendSheet;
import dev.trimtab.store.SpendSheets;
import dev.trimtab.units.TimeWindow;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes sheets of usage: buckets of at most an hour into sheets of hours, longer ones into sheets
/// of days, since a day's money cannot be told by the hour.
public final class SheetMaker implements SpendSheets.Pricing {
  private static final long HOUR = 3600;
  private static final long DAY = 86_400;

  private final BucketPricer pricer;
  private final Roster roster;
  private final UsageOnce once;
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

  /// @param precedence which source counts where several tell the same
  public SheetMaker(BucketPricer pricer, Roster roster, Precedence precedence) {
    this.pricer = pricer;
    this.roster = roster;
    once = new UsageOnce(precedence);
  }

  @Override
  public void take(String source, ProviderUsage usage) {
    add(source, pricer.price(usage));
  }

  private void add(String source, PricedBucket bucket) {
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
    rows(source, bucket.window()).add(roster.of(lane), bucket);
  }

  private Rows rows(String source, TimeWindow window) {
    long step = window.length().toSeconds() <= HOUR ? HOUR : DAY;
    long start = Math.floorDiv(window.start().getEpochSecond(), step) * step;
    return sheets.computeIfAbsent(new SpendSheets.Step(source, start, step), _ -> new Rows());
  }

  /// Takes what counts, by the rules of the books. A source whose usage is left out has told of the
  /// step all the same.
  @Override
  public void takeTogether(LocalDate day, List<Told<ProviderUsage>> told) {
    var sources = new IdentityHashMap<ProviderUsage, String>();
    for (var each : told) {
      sources.put(each.fact(), each.source());
      var _ = rows(each.source(), each.fact().window());
    }
    for (var part : pricer.owned(day, once.counted(day, told))) {
      add(sources.getOrDefault(part.told(), ""), pricer.price(part.tokens(), part.owner()));
    }
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
