package dev.trimtab.store;

import dev.trimtab.model.spend.Acknowledgement;
import dev.trimtab.model.spend.Alert;
import dev.trimtab.model.spend.AlertNotice;
import dev.trimtab.model.spend.Findings;
import dev.trimtab.model.spend.Incident;
import dev.trimtab.model.spend.SpendOwner;
import dev.trimtab.model.spend.StoredAlert;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Incidents, what has been told of them, and what people said to that.
///
/// A notice is counted and put out for its channels in one commit, and sent afterwards. So nothing
/// is told twice whatever crashes, but for a channel that was just being spoken to: it is told
/// again, since an alert that gets lost is worse than one that is repeated.
public final class Alerts {
  /// What the columns hold.
  private static final double MOST = 999_999_999;

  private final Transactions transactions;

  Alerts(Transactions transactions) {
    this.transactions = transactions;
  }

  /// Alerts that go on, or were raised or ended since an instant, by their ids.
  public List<StoredAlert> since(Instant from) {
    return transactions.call(handle ->
        handle
            .createQuery(
                """
                select * from trimtab.alert where ended_at is null or ended_at >= :from or at >= :from order by id
                """)
            .bind("from", from)
            .map((row, _) -> alert(row))
            .list());
  }

  /// Alerts that are told themselves and are not mute, and that went on at an instant, or were
  /// raised in the stretch up to it; the latter's ends are of any time up to now.
  public List<StoredAlert> told(TimeWindow window) {
    return transactions.call(handle ->
        handle
            .createQuery(
                """
                select * from trimtab.alert
                where parent is null and status <> 'muted' and at <= :to
                  and (ended_at is null or ended_at > :to or at >= :from)
                order by id
                """)
            .bind("from", window.start())
            .bind("to", window.end())
            .map((row, _) -> alert(row))
            .list());
  }

  /// One alert by its id.
  public Optional<StoredAlert> of(long id) {
    return transactions.call(handle ->
        handle
            .createQuery("select * from trimtab.alert where id = :id")
            .bind("id", id)
            .map((row, _) -> alert(row))
            .findOne());
  }

  static StoredAlert alert(ResultSet row) throws SQLException {
    var alert =
        new Alert(
            row.getString("series"),
            instant(row, "at"),
            row.getString("rule"),
            instant(row, "first_at"),
            number(row, "score"),
            number(row, "observed"),
            number(row, "expected"),
            number(row, "excess_cost"),
            row.getString("message"));
    var last = row.getTimestamp("last_at");
    var incident =
        new Incident(
            alert,
            last == null ? alert.at() : last.toInstant(),
            number(row, "spent"),
            number(row, "expected_cost"),
            number(row, "rate_per_hour"),
            number(row, "normal_per_hour"),
            nullable(row, "ended_at"),
            row.getBoolean("learned"));
    var currency = Currency.getInstance(row.getString("currency"));
    var projected = row.getBigDecimal("projected_month_end");
    long parent = row.getLong("parent");
    return new StoredAlert(
        row.getLong("id"),
        incident,
        new Findings(
            projected == null ? Money.zero(currency) : new Money(currency, projected),
            row.getString("top_key"),
            row.getString("top_model"),
            row.getString("top_endpoint"),
            new SpendOwner(
                row.getString("team"), row.getString("cost_centre"), row.getString("environment")),
            number(row, "failed_share"),
            row.getString("what_to_do")),
        StoredAlert.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        parent == 0 ? null : parent,
        row.getInt("notices"),
        number(row, "told_excess"),
        nullable(row, "told_at"),
        row.getBoolean("told_end"),
        row.getString("told_team"));
  }

  private static double number(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? Double.NaN : value;
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getTimestamp(column).toInstant();
  }

  private static @Nullable Instant nullable(ResultSet row, String column) throws SQLException {
    Timestamp at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }

  /// An incident to be written down.
  ///
  /// @param muted whether its series is mute for now
  public record Writing(Incident incident, Findings findings, boolean muted) {}

  /// Writes incidents down in one commit; one of the same series, rule and first hour is brought up
  /// to date, and a row that says the same already is not touched.
  ///
  /// @return their ids, in the same order
  public List<Long> save(List<Writing> incidents) {
    return transactions.call(handle -> incidents.stream().map(each -> save(handle, each)).toList());
  }

  private static long save(Handle handle, Writing writing) {
    var incident = writing.incident();
    var findings = writing.findings();
    var alert = incident.alert();
    var ended = incident.ended();
    var status = ended != null ? "ended" : writing.muted() ? "muted" : "open";
    handle
        .createUpdate(
            """
            insert into trimtab.alert as t (series, rule, first_at, at, score, observed, expected, excess_cost, currency,
              message, status, last_at, spent, expected_cost, rate_per_hour, normal_per_hour, projected_month_end,
              top_key, top_model, top_endpoint, failed_share, what_to_do, ended_at, learned,
              team, cost_centre, environment)
            values (:series, :rule, :firstAt, :at, :score, :observed, :expected, :excess, :currency,
              :message, :status, :lastAt, :spent, :expectedCost, :rate, :normal, :projected,
              :key, :model, :endpoint, :failed, :todo, :ended, :learned, :team, :costCentre, :environment)
            on conflict (series, rule, first_at) do update
            set excess_cost = excluded.excess_cost, last_at = excluded.last_at, spent = excluded.spent,
              expected_cost = excluded.expected_cost, rate_per_hour = excluded.rate_per_hour,
              normal_per_hour = excluded.normal_per_hour, projected_month_end = excluded.projected_month_end,
              top_key = excluded.top_key, top_model = excluded.top_model, top_endpoint = excluded.top_endpoint,
              failed_share = excluded.failed_share, what_to_do = excluded.what_to_do, learned = excluded.learned,
              team = excluded.team, cost_centre = excluded.cost_centre, environment = excluded.environment,
              ended_at = excluded.ended_at, told_end = t.told_end and excluded.ended_at is not null,
              status = case when excluded.ended_at is not null then 'ended'
                when t.acknowledged_at is not null then 'acknowledged' else excluded.status end
            where (t.excess_cost, t.last_at, t.spent, t.expected_cost, t.rate_per_hour, t.normal_per_hour,
                t.projected_month_end, t.top_key, t.top_model, t.top_endpoint, t.failed_share, t.what_to_do, t.ended_at,
                t.learned, t.team, t.cost_centre, t.environment)
              is distinct from (excluded.excess_cost, excluded.last_at, excluded.spent, excluded.expected_cost,
                excluded.rate_per_hour, excluded.normal_per_hour, excluded.projected_month_end, excluded.top_key,
                excluded.top_model, excluded.top_endpoint, excluded.failed_share, excluded.what_to_do,
                excluded.ended_at, excluded.learned, excluded.team, excluded.cost_centre, excluded.environment)
              or t.acknowledged_at is null and t.status <> excluded.status
            """)
        .bind("series", Text.clean(alert.series()))
        .bind("rule", alert.rule())
        .bind("firstAt", alert.firstAt())
        .bind("at", alert.at())
        .bind("score", alert.score())
        .bind("observed", stored(alert.observed()))
        .bind("expected", stored(alert.expected()))
        .bind("excess", stored(incident.excess()))
        .bind("currency", findings.projectedMonthEnd().currency().getCurrencyCode())
        .bind("message", Text.clean(alert.message()))
        .bind("status", status)
        .bind("lastAt", incident.last())
        .bind("spent", stored(incident.spent()))
        .bind("expectedCost", stored(incident.expected()))
        .bind("rate", stored(incident.ratePerHour()))
        .bind("normal", stored(incident.normalPerHour()))
        .bind("projected", findings.projectedMonthEnd().stored().amount())
        .bind("key", Text.clean(findings.topKey()))
        .bind("model", Text.clean(findings.topModel()))
        .bind("endpoint", Text.clean(findings.topEndpoint()))
        .bind("failed", Double.isFinite(findings.failedShare()) ? findings.failedShare() : null)
        .bind("todo", Text.clean(findings.whatToDo()))
        .bind("ended", ended)
        .bind("learned", incident.learned())
        .bind("team", Text.clean(findings.owner().team()))
        .bind("costCentre", Text.clean(findings.owner().costCentre()))
        .bind("environment", Text.clean(findings.owner().environment()))
        .execute();
    return handle
        .createQuery(
            "select id from trimtab.alert where series = :series and rule = :rule and first_at = :firstAt")
        .bind("series", Text.clean(alert.series()))
        .bind("rule", alert.rule())
        .bind("firstAt", alert.firstAt())
        .mapTo(Long.class)
        .one();
  }

  private static @Nullable BigDecimal stored(double value) {
    return Double.isFinite(value)
        ? BigDecimal.valueOf(Math.clamp(value, -MOST, MOST))
            .setScale(Money.STORED_SCALE, RoundingMode.HALF_UP)
        : null;
  }

  /// Ends an alert of which the data, since revised, tell nothing any more.
  public void vanished(long id, Instant now) {
    transactions.run(handle ->
        handle.execute(
            "update trimtab.alert set ended_at = ?, status = 'ended' where id = ? and ended_at is null",
            now,
            id));
  }

  /// Says that another alert of the same cause is told in an alert's place, or, with none, that it
  /// is told itself.
  public void follow(long id, @Nullable Long parent) {
    transactions.run(handle ->
        handle.execute(
            "update trimtab.alert set parent = ? where id = ? and (parent is null) = ? and notices = 0",
            parent,
            id,
            parent != null));
  }

  /// What people have said that they know of, by series, in order of time.
  ///
  /// @param from when the alerts were raised, at the earliest
  public Map<String, List<Acknowledgement>> acknowledged(Instant from) {
    return transactions.call(handle -> {
      var said = new HashMap<String, List<Acknowledgement>>();
      handle
          .createQuery(
              """
              select series, acknowledged_at, new_level from trimtab.alert
              where acknowledged_at is not null and at >= :from order by acknowledged_at, id
              """)
          .bind("from", from)
          .map((row, _) ->
              Map.entry(
                  row.getString(1),
                  new Acknowledgement(row.getTimestamp(2).toInstant(), row.getBoolean(3))))
          .forEach(entry ->
              said.computeIfAbsent(entry.getKey(), _ -> new ArrayList<>()).add(entry.getValue()));
      return said;
    });
  }

  /// Writes a notice for each channel, and that it was written; does nothing where somebody else
  /// has written one since the alert was read.
  public void tell(
      StoredAlert alert, AlertNotice.Kind kind, Collection<String> channels, Instant now) {
    int step = alert.notices() + 1;
    transactions.run(handle -> {
      int counted =
          handle.execute(
              """
              update trimtab.alert set notices = ?, told_excess = ?, told_at = ?, told_end = told_end or ?,
                told_team = coalesce(told_team, team)
              where id = ? and notices = ?
              """,
              step,
              alert.incident().excess(),
              now,
              kind == AlertNotice.Kind.ENDED,
              alert.id(),
              alert.notices());
      if (counted == 1) {
        for (var channel : channels) {
          handle.execute(
              """
              insert into trimtab.alert_delivery (alert_id, step, kind, channel, state, created_at, next_try)
              values (?, ?, ?, ?, 'waiting', ?, ?) on conflict do nothing
              """,
              alert.id(),
              step,
              kind.name(),
              channel,
              now,
              now);
        }
      }
    });
  }

  /// Series that are mute until an instant.
  ///
  /// @param pattern of their names; `*` stands for any run of letters
  public record Mute(String pattern, Instant until) {}

  /// Mutes that are not over at an instant.
  public List<Mute> mutes(Instant at) {
    return transactions.call(handle ->
        handle
            .createQuery(
                """
                select pattern, max(until) as until from trimtab.alert_mute where until > :at
                group by pattern order by pattern
                """)
            .bind("at", at)
            .map((row, _) -> new Mute(row.getString(1), row.getTimestamp(2).toInstant()))
            .list());
  }

  /// Says that somebody knows of an alert.
  ///
  /// @param newLevel whether what it has come to is wanted, and normal from now on
  /// @return false where there is no such alert
  public boolean acknowledge(long id, String who, boolean newLevel) {
    return transactions.call(handle ->
        handle
            .createQuery("select finops.acknowledge_alert(:id, :who, :new)")
            .bind("id", id)
            .bind("new", newLevel)
            .bind("who", Text.clean(who))
            .mapTo(Boolean.class)
            .one());
  }

  /// Keeps alerts of series from being told for a while.
  public void mute(String pattern, Instant until, String reason, String who) {
    transactions.call(handle ->
        handle
            .createQuery("select finops.mute_alerts(:pattern, :until, :reason, :who)")
            .bind("pattern", Text.clean(pattern))
            .bind("until", until)
            .bind("reason", Text.clean(reason))
            .bind("who", Text.clean(who))
            .mapTo(Long.class)
            .one());
  }

  /// Takes back the mutes with exactly this pattern.
  ///
  /// @return how many there were
  public long unmute(String pattern) {
    return transactions.call(handle ->
        handle
            .createQuery("select finops.unmute_alerts(:pattern)")
            .bind("pattern", Text.clean(pattern))
            .mapTo(Long.class)
            .one());
  }
}
