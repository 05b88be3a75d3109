package dev.trimtab.store;

import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.model.llm.Told;
import dev.trimtab.model.spend.LaneName;
import dev.trimtab.model.spend.SpendOwner;
import dev.trimtab.model.spend.SpendSheet;
import dev.trimtab.units.TimeWindow;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGStatement;

/// Usage as money, hour by hour, kept between passes of the sentinel: what has changed since is
/// priced anew, all else is read as it was.
///
/// Written by the sentinel alone, under its lock.
public final class SpendSheets {
  private static final int SHEETS_AT_ONCE = 48;

  private final Transactions transactions;
  private final Comparator<String> order;

  SpendSheets(Transactions transactions, Comparator<String> order) {
    this.transactions = transactions;
    this.order = order;
  }

  /// Makes sheets of usage. Made anew for each attempt.
  public interface Pricing {
    void take(String source, ProviderUsage usage);

    /// Takes all that is told of a UTC day's usage where several sources may tell the same.
    void takeTogether(LocalDate day, List<Told<ProviderUsage>> told);

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
            "truncate trimtab.spend_sheet, trimtab.spend_lane, trimtab.spend_checkpoint, trimtab.spend_shared");
        SpendMarks.mark(handle, since, Instant.parse("9999-01-01T00:00:00Z"));
      } else if (since.isBefore(kept.get())) {
        SpendMarks.mark(handle, since, kept.get());
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
      SpendMarks.forget(handle, since);
      SpendMarks.reorder(handle, order);
    });
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
      var stale = SpendMarks.taken(handle, day);
      var shared = SpendTellers.shared(handle, day);
      boolean together = SpendMarks.widened(handle, day, shared.ordered(order), stale);
      var each = pricing.get();
      for (var entry : stale.entrySet()) {
        SpendUsage.alone(
            handle.getConnection(), entry.getKey(), entry.getValue(), shared.providers(), each);
      }
      if (together) {
        each.takeTogether(
            LocalDate.ofInstant(day, ZoneOffset.UTC),
            SpendUsage.told(handle, day, shared.providers()));
      }
      for (var entry : stale.entrySet()) {
        var stretch = entry.getValue();
        boolean hours = drop(handle, entry.getKey(), day, stretch) > 0;
        if (hours || each.hasHours(entry.getKey())) {
          handle.execute("delete from trimtab.spend_checkpoint where through > ?", stretch.start());
        }
      }
      save(handle, each);
    });
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
