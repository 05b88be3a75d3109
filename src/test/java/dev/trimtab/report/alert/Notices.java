package dev.trimtab.report.alert;

import dev.trimtab.model.spend.Alert;
import dev.trimtab.model.spend.AlertNotice;
import dev.trimtab.model.spend.AlertNotice.Kind;
import dev.trimtab.model.spend.SpendOwner;
import dev.trimtab.units.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A runaway key as the tests tell of it.
final class Notices {
  static final Instant FIRST = Instant.parse("2026-11-25T13:00:00Z");
  static final Instant AT = Instant.parse("2026-11-25T15:00:00Z");
  static final Instant LATER = Instant.parse("2026-11-25T19:00:00Z");
  static final Instant OVER = Instant.parse("2026-11-26T07:00:00Z");
  static final String SERIES = "llm key/batch-7";

  private String series = SERIES;
  private String rule = "overspend";
  private String key = "batch-7";
  private String rate = "96.004";
  private String normal = "8";
  private double failed = 0.034;
  private SpendOwner owner = new SpendOwner("content", "CC-4100", "production");
  private String advice =
      "Look at the key and model with the most new requests, and at what calls it. Limit the key at the provider if nobody knows.";

  Notices series(String name) {
    series = name;
    return this;
  }

  Notices rule(String name) {
    rule = name;
    return this;
  }

  Notices key(String name) {
    key = name;
    return this;
  }

  Notices owner(String team, String costCentre, String environment) {
    owner = new SpendOwner(team, costCentre, environment);
    return this;
  }

  Notices advice(String text) {
    advice = text;
    return this;
  }

  Notices failed(double share) {
    failed = share;
    return this;
  }

  Notices rate(String perHour, String usual) {
    rate = perHour;
    normal = usual;
    return this;
  }

  AlertNotice opened() {
    return notice(Kind.OPENED, null, "412.499", null);
  }

  AlertNotice grew() {
    return grewUntil(LATER);
  }

  AlertNotice grewUntil(Instant last) {
    return notice(Kind.GREW, last, "1300", null);
  }

  AlertNotice ended() {
    return endedAt(OVER);
  }

  AlertNotice endedAt(Instant over) {
    return notice(Kind.ENDED, LATER, "1500.50", over);
  }

  private AlertNotice notice(
      Kind kind, @Nullable Instant last, String amount, @Nullable Instant ended) {
    return new AlertNotice(
        12,
        kind,
        new Alert(series, AT, rule, FIRST, 0.9, 41_000, 3_200.4, 388, "not shown"),
        last,
        Money.usd(amount),
        Money.usd("388.5"),
        Money.usd(rate),
        Money.usd(normal),
        Money.usd("68000"),
        ended,
        key,
        "openai/gpt-5",
        "/v1/responses",
        owner,
        owner.team(),
        failed,
        advice);
  }
}
