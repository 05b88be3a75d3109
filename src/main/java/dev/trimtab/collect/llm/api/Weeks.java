package dev.trimtab.collect.llm.api;

import dev.trimtab.model.Fact;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.llm.ProviderCost;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads one provider's reports week by week: usage by the hour, costs by the day. A week is
/// committed before the next is asked for, so that a run which breaks off goes on from there.
public final class Weeks {
  /// A week of hours is also the most that these APIs put on one page.
  public static final int HOURS = 168;

  public static final int DAYS = 7;

  private static final Duration LENGTH = Duration.ofHours(HOURS);

  /// Answers from the outside world for a span of time.
  @FunctionalInterface
  public interface Report<T> {
    List<T> read(TimeWindow window) throws SourceUnavailable;
  }

  private final String source;
  private final String provider;
  private final Report<ProviderUsage> usage;
  private final Report<ProviderCost> costs;
  private final Organization organization;

  /// @param usage all usage of whole hours
  /// @param costs all costs of whole days
  /// @param organization whose they are where the rows do not say
  public Weeks(
      String source,
      String provider,
      Report<ProviderUsage> usage,
      Report<ProviderCost> costs,
      Organization organization) {
    this.source = source;
    this.provider = provider;
    this.usage = usage;
    this.costs = costs;
    this.organization = organization;
  }

  /// Hands over what the whole hours and days of a window hold.
  ///
  /// Weeks begin at midnight: what an earlier version stored by the day is replaced as a whole.
  public void collect(TimeWindow window, FactSink sink) throws SourceUnavailable {
    var hours = Buckets.hours(fromMidnight(window));
    var days = Buckets.days(window);
    for (var week : Buckets.chunks(hours, LENGTH)) {
      var used = usage.read(week);
      var whole = week.intersect(days);
      var paid = paid(whole);
      // the cost report may be the one that names the organization: it is read before usage is kept
      organization.learn(used, paid.lines);
      sink.accept(new Fact.LlmUsage(source, provider, week, organization.onUsage(used)));
      if (paid.refused != null) {
        throw paid.refused;
      }
      if (!whole.isEmpty()) {
        sink.accept(new Fact.LlmCosts(source, provider, whole, organization.onCosts(paid.lines)));
      }
      // costs come by the day, so that usage may be further: both are complete through the earlier
      sink.completeThrough(earlier(week.end(), days.end()));
    }
  }

  /// Costs, or why there are none: usage is worth having without them.
  private record Paid(List<ProviderCost> lines, @Nullable SourceUnavailable refused) {}

  private Paid paid(TimeWindow days) {
    try {
      return new Paid(days.isEmpty() ? List.of() : costs.read(days), null);
    } catch (SourceUnavailable e) {
      return new Paid(List.of(), e);
    }
  }

  private static TimeWindow fromMidnight(TimeWindow window) {
    return new TimeWindow(window.start().truncatedTo(ChronoUnit.DAYS), window.end());
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
