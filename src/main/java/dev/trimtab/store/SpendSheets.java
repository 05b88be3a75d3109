package dev.trimtab.store;

import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.model.spend.LaneName;
import dev.trimtab.model.spend.SpendOwner;
import dev.trimtab.model.spend.SpendSheet;
import dev.trimtab.units.TimeWindow;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGStatement;

/// Usage as money, hour by hour, kept between passes of the sentinel: what has changed since is
/// priced anew, all else is read as it was.
///
/// Written by the sentinel alone, under its lock.
public final class SpendSheets {
  private static final Duration DAY = Duration.ofDays(1);
  private static final int FETCH = 5000;
  private static final int SHEETS_AT_ONCE = 48;

  private final Transactions transactions;

  SpendSheets(Transactions transactions) {
    this.transactions = transactions;
  }

  /// Makes sheets of usage. Made anew for each attempt.
  public interface Pricing {
    void take(String source, ProviderUsage usage);

    /// Whether a source has told of any hour.
    boolean hasHours(String source);

    /// All sheets, of hours and of days.
    Collection<SpendSheet> sheets();

    /// Lanes that were not known before, by their numbers.
    Map<Integer, LaneName> newLanes();
  }

  /// The step that a sheet is of.
  public record Step(String source, long start, long seconds) {}

  /// Makes all that is kept stale where it was made by other prices or owners, and what was not
  /// kept yet.
  ///
  /// @param pricing tells prices and owners from others
  /// @param since from when on sheets are wanted; older ones go
  public void begin(String pricing, Instant since) {
    transactions.run(handle -> {
      var kept =
          handle
              .createQuery("select since from trimtab.spend_kept where pricing = :pricing")
              .bind("pricing", pricing)
              .mapTo(Instant.class)
              .findOne();
      if (kept.isEmpty()) {
        handle.execute(
            "truncate trimtab.spend_sheet, trimtab.spend_lane, trimtab.spend_checkpoint");
        stale(handle, since, Instant.parse("9999-01-01T00:00:00Z"));
      } else if (since.isBefore(kept.get())) {
        stale(handle, since, kept.get());
      }
      if (kept.isEmpty() || !since.equals(kept.get())) {
        handle.execute("delete from trimtab.spend_sheet where start_at < ?", since);
        handle.execute(
            """
            insert into trimtab.spend_kept (pricing, since) values (?, ?)
            on conflict (one) do update set pricing = excluded.pricing, since = excluded.since
            """,
            pricing,
            since);
      }
      handle.execute("delete from trimtab.spend_stale where hour < ?", since);
    });
  }

  private static void stale(Handle handle, Instant from, Instant to) {
    handle.execute(
        """
        insert into trimtab.spend_stale (source, hour)
        select distinct source, date_trunc('hour', start_at, 'UTC') from trimtab.llm_usage
        where start_at >= ? and start_at < ?
        """,
        from,
        to);
  }

  /// Days with hours that are to be priced anew, in order.
  public List<Instant> staleDays(TimeWindow window) {
    return transactions.call(handle ->
        handle
            .createQuery(
                """
                select distinct date_trunc('day', hour, 'UTC') as day from trimtab.spend_stale
                where hour >= :from and hour < :to order by day
                """)
            .bind("from", window.start())
            .bind("to", window.end())
            .mapTo(Instant.class)
            .list());
  }

  /// Prices a day's stale hours anew, in one commit. What detectors knew of an instant after them
  /// is forgotten with it.
  public void refresh(Instant day, Supplier<? extends Pricing> pricing) {
    transactions.run(handle -> {
      var stale = taken(handle, day);
      var each = pricing.get();
      for (var entry : stale.entrySet()) {
        var stretch = entry.getValue();
        usage(handle.getConnection(), entry.getKey(), day, stretch, each);
        boolean hours = drop(handle, entry.getKey(), day, stretch) > 0;
        if (hours || each.hasHours(entry.getKey())) {
          handle.execute("delete from trimtab.spend_checkpoint where through > ?", stretch.start());
        }
      }
      save(handle, each);
    });
  }

  /// The stretch of the day that is stale, by source. Marks that are set meanwhile stay.
  private static Map<String, TimeWindow> taken(Handle handle, Instant day) {
    var stale = new TreeMap<String, TimeWindow>();
    handle
        .createQuery(
            """
            with taken as (
              delete from trimtab.spend_stale where hour >= :day and hour < :end returning source, hour)
            select source, min(hour) as first, max(hour) as last from taken group by source
            """)
        .bind("day", day)
        .bind("end", day.plus(DAY))
        .map((row, _) ->
            Map.entry(
                row.getString("source"),
                new TimeWindow(
                    row.getTimestamp("first").toInstant(),
                    row.getTimestamp("last").toInstant().plus(Duration.ofHours(1)))))
        .forEach(entry -> stale.put(entry.getKey(), entry.getValue()));
    return stale;
  }

  /// Buckets of at most an hour that start in the stale stretch, and the day's longer ones. What a
  /// witness tells of a provider that tells the same day itself is left out.
  private static final String USAGE =
      """
      with own as (
        select w.provider from (
          select distinct provider from trimtab.llm_usage where via <> '' and start_at >= ? and start_at < ?) w
        where exists (select from trimtab.llm_usage t
          where t.via = '' and t.provider = w.provider and t.start_at >= ? and t.start_at < ?))
      select u.* from (
        select * from trimtab.llm_usage
        where source = ? and start_at >= ? and start_at < ? and end_at - start_at <= interval '1 hour'
        union all
        select * from trimtab.llm_usage
        where source = ? and start_at >= ? and start_at < ? and end_at - start_at > interval '1 hour') u
      where u.via = '' or u.provider not in (select provider from own)
      """;

  private static void usage(
      Connection connection, String source, Instant day, TimeWindow stale, Pricing pricing)
      throws SQLException {
    try (var statement = connection.prepareStatement(USAGE)) {
      statement.setFetchSize(FETCH);
      var start = at(day);
      var end = at(day.plus(DAY));
      int next = 1;
      for (var value :
          new Object[] {
            start, end, start, end, source, at(stale.start()), at(stale.end()), source, start, end
          }) {
        statement.setObject(next++, value);
      }
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          pricing.take(source, LlmStore.usage(rows));
        }
      }
    }
  }

  /// How many hours there were.
  private static int drop(Handle handle, String source, Instant day, TimeWindow stale) {
    handle.execute(
        "delete from trimtab.spend_sheet where source = ? and seconds > 3600 and start_at = ?",
        source,
        day);
    return handle.execute(
        "delete from trimtab.spend_sheet where source = ? and seconds = 3600 and start_at >= ? and start_at < ?",
        source,
        stale.start(),
        stale.end());
  }

  private static void save(Handle handle, Pricing pricing) throws SQLException {
    try (var copy =
        Copy.into(
            handle,
            "trimtab.spend_lane (id, source, provider, team, cost_centre, environment, api_key, model, endpoint)")) {
      pricing
          .newLanes()
          .forEach((id, lane) -> {
            copy.number(id)
                .text(lane.source())
                .text(lane.provider())
                .text(lane.owner().team())
                .text(lane.owner().costCentre())
                .text(lane.owner().environment())
                .text(lane.key())
                .text(lane.model())
                .text(lane.endpoint());
            copy.endRow();
          });
    }
    try (var statement =
        handle
            .getConnection()
            .prepareStatement(
                "insert into trimtab.spend_sheet (source, start_at, seconds, lanes) values (?, ?, ?, ?)")) {
      for (var sheet : pricing.sheets()) {
        statement.setString(1, sheet.source());
        statement.setObject(2, at(Instant.ofEpochSecond(sheet.start())));
        statement.setInt(3, (int) sheet.seconds());
        statement.setBytes(4, SheetCodec.encode(sheet));
        statement.executeUpdate();
      }
    }
  }

  /// All lanes that are known, by their numbers.
  public Map<Integer, LaneName> lanes() {
    return transactions.call(handle -> {
      var lanes = new HashMap<Integer, LaneName>();
      handle
          .createQuery("select * from trimtab.spend_lane")
          .map((row, _) ->
              Map.entry(
                  row.getInt("id"),
                  new LaneName(
                      row.getString("source"),
                      row.getString("provider"),
                      new SpendOwner(
                          row.getString("team"),
                          row.getString("cost_centre"),
                          row.getString("environment")),
                      row.getString("api_key"),
                      row.getString("model"),
                      row.getString("endpoint"))))
          .forEach(entry -> lanes.put(entry.getKey(), entry.getValue()));
      return lanes;
    });
  }

  /// Forgets lanes that are in no sheet any more.
  public void keepLanes(Collection<Integer> used) {
    transactions.run(handle ->
        handle
            .createUpdate("delete from trimtab.spend_lane where id <> all(:used)")
            .bindArray("used", Integer.class, used.toArray())
            .execute());
  }

  /// Which steps within a window sources have told of.
  public List<Step> told(TimeWindow window) {
    return transactions.call(handle ->
        handle
            .createQuery(
                """
                select source, extract(epoch from start_at)::bigint as start, seconds from trimtab.spend_sheet
                where start_at >= :from and start_at < :to
                """)
            .bind("from", window.start())
            .bind("to", window.end())
            .map((row, _) ->
                new Step(row.getString("source"), row.getLong("start"), row.getInt("seconds")))
            .list());
  }

  /// Hands over the sheets that start in any of some windows, of one length of step, in order of
  /// time. Tries once: what was handed over cannot be taken back.
  ///
  /// @throws DatabaseUnavailable when the connection is lost
  public void sheets(List<TimeWindow> windows, long seconds, Consumer<SpendSheet> taker) {
    var seen = new boolean[1];
    transactions.call(handle -> {
      if (seen[0]) {
        throw new DatabaseUnavailable(
            "the database went away while spend was read; run again once it is up",
            new IllegalStateException("interrupted reading"));
      }
      for (var window : windows) {
        read(
            handle.getConnection(),
            window,
            seconds,
            sheet -> {
              seen[0] = true;
              taker.accept(sheet);
            });
      }
      return Boolean.TRUE;
    });
  }

  private static void read(
      Connection connection, TimeWindow window, long seconds, Consumer<SpendSheet> taker)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select source, extract(epoch from start_at)::bigint, lanes from trimtab.spend_sheet
            where start_at >= ? and start_at < ? and seconds = ? order by start_at, source
            """)) {
      // from its first use on as a prepared statement, whose rows come in binary
      statement.unwrap(PGStatement.class).setPrepareThreshold(-1);
      statement.setFetchSize(SHEETS_AT_ONCE);
      statement.setObject(1, at(window.start()));
      statement.setObject(2, at(window.end()));
      statement.setInt(3, (int) seconds);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          taker.accept(
              SheetCodec.decode(rows.getString(1), rows.getLong(2), seconds, rows.getBytes(3)));
        }
      }
    }
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /// What detectors knew when.
  public SpendCheckpoints checkpoints() {
    return new SpendCheckpoints(transactions);
  }
}
