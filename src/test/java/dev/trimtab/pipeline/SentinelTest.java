package dev.trimtab.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimtab.fixtures.TestDatabase;
import dev.trimtab.llm.Attribution;
import dev.trimtab.llm.LlmLedger;
import dev.trimtab.llm.PriceBook;
import dev.trimtab.model.Fact;
import dev.trimtab.model.llm.LlmOwned;
import dev.trimtab.model.llm.LlmOwner;
import dev.trimtab.model.llm.LlmPrice;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.model.llm.TokenKind;
import dev.trimtab.model.run.Run;
import dev.trimtab.model.spend.AlertChannel;
import dev.trimtab.model.spend.AlertNotice;
import dev.trimtab.model.spend.DeliveryFailed;
import dev.trimtab.model.spend.SpendOwner;
import dev.trimtab.model.spend.StoredAlert;
import dev.trimtab.store.AlreadyRunning;
import dev.trimtab.store.Database;
import dev.trimtab.store.DatabaseSettings;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// From usage in the database to notices on a channel.
final class SentinelTest {
  private static final Instant FIRST = Instant.parse("2026-10-05T00:00:00Z");
  private static final Instant BEGINS = Instant.parse("2026-11-19T22:00:00Z");
  private static final LlmScope QUIET = LlmScope.of("openai", "m").apiKey("quiet");
  private static final LlmScope LOUD = LlmScope.of("openai", "m").apiKey("loud").endpoint("chat");

  private final Database database = TestDatabase.open();
  private final Phone phone = new Phone("phone");
  private final Phone broken = new Phone("broken");

  /// A channel that remembers.
  private static final class Phone implements AlertChannel {
    private final String name;
    private final List<AlertNotice> got = new ArrayList<>();
    private boolean fails;

    Phone(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void send(AlertNotice notice) {
      if (fails) {
        throw new DeliveryFailed("no answer within 10 s", true);
      }
      got.add(notice);
    }

    List<AlertNotice.Kind> kinds() {
      return got.stream().map(AlertNotice::kind).toList();
    }
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static Instant hours(long after) {
    return BEGINS.plus(Duration.ofHours(after));
  }

  /// Two keys of a weekly shape; one doubles by the hour from `BEGINS` on, for some hours.
  private void usage(Instant until, int runaway) {
    var random = new Random(7);
    var rows = new ArrayList<ProviderUsage>();
    for (var at = FIRST; at.isBefore(until); at = at.plus(Duration.ofHours(1))) {
      int hour = (int) (at.getEpochSecond() / 3600 % 24);
      double level = 40 + 30 * Math.sin(hour * Math.PI / 12) + 6 * random.nextDouble();
      long since = Duration.between(BEGINS, at).toHours();
      boolean runs = !at.isBefore(BEGINS) && since < runaway;
      rows.add(usage(QUIET, at, Math.round(level * 4), 0));
      rows.add(usage(LOUD, at, Math.round(level + (runs ? Math.scalb(30, (int) since) : 0)), 0));
    }
    database
        .facts()
        .save(new Fact.LlmUsage("openai/main", "openai", new TimeWindow(FIRST, until), rows));
    database.watermarks().advance("openai/main", until);
  }

  private static ProviderUsage usage(LlmScope scope, Instant at, long calls, long failed) {
    return new ProviderUsage(
        scope,
        TimeWindow.ending(at.plus(Duration.ofHours(1)), Duration.ofHours(1)),
        Map.of(
            "input_tokens",
            calls * 1000,
            "output_tokens",
            calls * 100,
            ProviderUsage.REQUESTS,
            calls,
            ProviderUsage.FAILED_REQUESTS,
            failed));
  }

  private static LlmLedger ledger() {
    var prices =
        List.of(
            new LlmPrice(
                "openai",
                "m",
                TokenKind.INPUT,
                "standard",
                0,
                LocalDate.EPOCH,
                Money.usd("2"),
                "test"),
            new LlmPrice(
                "openai",
                "m",
                TokenKind.OUTPUT,
                "standard",
                0,
                LocalDate.EPOCH,
                Money.usd("8"),
                "test"));
    var loud = new LlmOwner.Match("", "", "", "loud", "", "", "", "");
    return new LlmLedger(
        new PriceBook(prices),
        new Attribution(
            List.of(
                new LlmOwner(
                    loud, new LlmOwned("media", "media", "", "CC-7", "production"), null, null))));
  }

  private Sentinel.Pass watch(Instant asOf) {
    var settings =
        new Sentinel.SentinelSettings(
            ledger(),
            "test",
            0.5,
            Duration.ofDays(56),
            Duration.ofDays(2),
            Map.of(),
            List.of("phone", "broken"));
    return new Sentinel(database, settings).watch(asOf);
  }

  private AlertSending.Sent send(Instant now) {
    return new AlertSending(database, List.of(phone, broken)).send(now);
  }

  private List<List<String>> rows(String sql) {
    return database.sql().query(sql).rows();
  }

  private long carrier(Sentinel.Pass pass) {
    return pass.open().stream().filter(a -> a.parent() == null).findFirst().orElseThrow().id();
  }

  @Test
  void a_runaway_is_told_once_by_its_key_and_the_same_pass_again_changes_nothing() {
    usage(hours(5), 5);
    var pass = watch(hours(5));
    send(hours(5));
    assertThat(phone.kinds()).containsExactly(AlertNotice.Kind.OPENED);
    var notice = phone.got.getFirst();
    assertThat(notice.alert().series()).isEqualTo("llm key/loud");
    assertThat(notice.topKey()).isEqualTo("loud");
    assertThat(notice.owner()).isEqualTo(new SpendOwner("media", "CC-7", "production"));
    assertThat(notice.toldTeam()).isEqualTo("media");
    assertThat(rows("select distinct team, cost_centre, environment from finops.alerts"))
        .as("also of the total, whose top key it is")
        .containsExactly(List.of("media", "CC-7", "production"));
    assertThat(notice.topModel()).isEqualTo("openai/m");
    assertThat(notice.topEndpoint()).isEqualTo("chat");
    assertThat(notice.failedShare()).isZero();
    assertThat(notice.ratePerHour().amount()).isGreaterThan(notice.normalPerHour().amount());
    assertThat(notice.excessSoFar().signum()).isPositive();
    assertThat(notice.projectedMonthEnd().amount()).isGreaterThan(notice.amountSoFar().amount());
    assertThat(pass.open())
        .extracting(a -> a.incident().alert().series())
        .contains("llm key/loud", "llm team/media");
    assertThat(pass.open().stream().filter(a -> a.parent() == null)).hasSize(1);
    var alerts = rows("select * from trimtab.alert order by id");
    watch(hours(5));
    send(hours(5));
    assertThat(rows("select * from trimtab.alert order by id")).isEqualTo(alerts);
    assertThat(phone.got).hasSize(1);
  }

  @Test
  void it_is_told_again_as_it_grows_and_when_it_is_over_and_then_no_more() {
    for (int hour = 4; hour < 60; hour++) {
      usage(hours(hour), 9);
      watch(hours(hour));
      send(hours(hour));
    }
    assertThat(phone.kinds()).startsWith(AlertNotice.Kind.OPENED, AlertNotice.Kind.GREW);
    assertThat(phone.kinds()).endsWith(AlertNotice.Kind.ENDED);
    assertThat(phone.kinds()).containsOnlyOnce(AlertNotice.Kind.OPENED, AlertNotice.Kind.ENDED);
    assertThat(phone.got).extracting(AlertNotice::id).containsOnly(phone.got.getFirst().id());
    assertThat(rows("select distinct status from finops.alerts")).containsExactly(List.of("ended"));
  }

  @Test
  void an_acknowledged_one_is_told_only_when_it_is_over() {
    usage(hours(5), 9);
    var pass = watch(hours(5));
    send(hours(5));
    long id = carrier(pass);
    assertThat(database.alerts().acknowledge(id, "ada", false)).isTrue();
    assertThat(database.alerts().acknowledge(99_999, "ada", false)).isFalse();
    for (int hour = 6; hour < 30; hour++) {
      usage(hours(hour), 9);
      watch(hours(hour));
      send(hours(hour));
    }
    assertThat(phone.kinds()).containsExactly(AlertNotice.Kind.OPENED, AlertNotice.Kind.ENDED);
    assertThat(rows("select acknowledged_by from finops.alerts where id = " + id))
        .containsExactly(List.of("ada"));
  }

  @Test
  void a_mute_series_is_written_down_and_not_told_until_it_is_told_again() {
    database.alerts().mute("llm *", hours(1000), "load test", "ada");
    usage(hours(5), 9);
    var pass = watch(hours(5));
    send(hours(5));
    assertThat(pass.open()).isNotEmpty();
    assertThat(pass.open()).extracting(StoredAlert::status).containsOnly(StoredAlert.Status.MUTED);
    assertThat(phone.got).isEmpty();
    assertThat(database.alerts().unmute("llm *")).isEqualTo(1);
    watch(hours(5));
    send(hours(5));
    assertThat(phone.kinds()).containsExactly(AlertNotice.Kind.OPENED);
  }

  @Test
  void a_crash_between_storing_and_sending_loses_nothing_and_repeats_nothing() {
    usage(hours(5), 5);
    watch(hours(5)); // and the process dies here
    assertThat(rows("select state from finops.alert_deliveries")).hasSize(2);
    watch(hours(5));
    send(hours(5));
    send(hours(5));
    assertThat(phone.kinds()).containsExactly(AlertNotice.Kind.OPENED);
    assertThat(broken.kinds()).containsExactly(AlertNotice.Kind.OPENED);
  }

  @Test
  void a_webhook_that_times_out_holds_up_no_other_channel_and_is_tried_again() {
    broken.fails = true;
    usage(hours(5), 5);
    watch(hours(5));
    var sent = send(hours(5));
    assertThat(sent.count()).isEqualTo(1);
    assertThat(sent.gaps()).hasSize(1);
    assertThat(sent.gaps().getFirst().message()).contains("no answer within 10 s");
    broken.fails = false;
    send(hours(6));
    send(hours(7));
    assertThat(phone.kinds()).containsExactly(AlertNotice.Kind.OPENED);
    assertThat(broken.kinds()).containsExactly(AlertNotice.Kind.OPENED);
  }

  @Test
  void history_is_written_down_and_not_told() {
    usage(hours(24 * 5), 9);
    watch(hours(24 * 5));
    send(hours(24 * 5));
    assertThat(rows("select distinct status from finops.alerts")).containsExactly(List.of("ended"));
    assertThat(phone.got).isEmpty();
  }

  @Test
  void missing_hours_raise_nothing_and_end_nothing() {
    usage(hours(0), 0);
    assertThat(watch(hours(30)).open()).isEmpty(); // a source that is down for a day
    assertThat(rows("select * from finops.alerts")).isEmpty();
  }

  @Test
  void the_sentinel_runs_beside_the_nightly_job_and_never_beside_itself() {
    var nightly = database.runs().begin("nightly", BEGINS, BEGINS, "nightly's process");
    var run = database.sentinelRuns().begin("sentinel", BEGINS, BEGINS, "process 1");
    try (var other = Database.open(settingsOf(database))) {
      assertThatThrownBy(() -> other.sentinelRuns().begin("sentinel", BEGINS, BEGINS, "process 2"))
          .isInstanceOf(AlreadyRunning.class)
          .hasMessageContaining("process 1");
      assertThatThrownBy(() -> other.runs().begin("nightly", BEGINS, BEGINS, "process 2"))
          .isInstanceOf(AlreadyRunning.class)
          .hasMessageContaining("nightly's process");
    }
    database.sentinelRuns().finish(run.id(), Run.Status.DONE, BEGINS);
    database.runs().finish(nightly.id(), Run.Status.DONE, BEGINS);
    assertThat(rows("select job, status from finops.runs order by id"))
        .containsExactly(List.of("nightly", "DONE"), List.of("sentinel", "DONE"));
  }

  private static DatabaseSettings settingsOf(Database database) {
    var url = database.describe().replaceFirst("^psql '([^']*)'.*$", "jdbc:$1");
    return new DatabaseSettings.External(url, "postgres", "", Map.of());
  }
}
