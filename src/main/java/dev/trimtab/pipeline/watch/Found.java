package dev.trimtab.pipeline.watch;

import dev.trimtab.detect.Sensitivity;
import dev.trimtab.model.spend.Findings;
import dev.trimtab.model.spend.Incident;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Currency;
import java.util.List;

/// An incident and the series it is in.
public record Found(Watched series, Incident incident) {
  private static final double HOUR = 3600;

  /// Hours between the ends of two incidents that may still have one cause.
  private static final Duration NEAR = Duration.ofHours(6);

  /// An incident with less of the excess than this does not explain another.
  private static final double EXPLAINS = 0.5;

  /// Everything that detectors find, series by series.
  public static List<Found> in(Collection<Watched> series, Sensitivity sensitivity) {
    var fleet = Watched.fleet(series).done();
    return series.parallelStream()
        .flatMap(each ->
            each.incidents(sensitivity, fleet).stream().map(incident -> new Found(each, incident)))
        .toList();
  }

  /// Whether this, in the more telling series, is why the other was raised: both count some of the
  /// same money, they overlap in time, and at least half of the other's excess is this one's.
  boolean explains(Found other) {
    return series.kind().compareTo(other.series.kind()) < 0
        && overlaps(other)
        && incident.excess() >= EXPLAINS * other.incident.excess()
        && series.shares(other.series);
  }

  private boolean overlaps(Found other) {
    return !incident.alert().firstAt().isAfter(other.incident.last().plus(NEAR))
        && !other.incident.alert().firstAt().isAfter(incident.last().plus(NEAR));
  }

  /// What is told of it.
  public Findings findings(Currency currency) {
    return new Findings(
        projected(currency),
        series.topKey(incident),
        series.topModel(incident),
        series.topEndpoint(incident),
        series.failedShare(incident),
        Words.whatToDo(incident.alert().rule(), series.topKey(incident)));
  }

  private Money projected(Currency currency) {
    var now = series.end();
    var month = now.minusSeconds(1).atOffset(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
    var from = month.atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant end = month.plusMonths(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    double rate = incident.ended() == null ? incident.ratePerHour() : incident.normalPerHour();
    double left = Duration.between(now, end).toSeconds() / HOUR;
    return new Money(
        currency,
        BigDecimal.valueOf(series.spentSince(from) + rate * left)
            .setScale(Money.STORED_SCALE, RoundingMode.HALF_UP));
  }
}
