package dev.trimtab.bench;

import dev.trimtab.llm.Attribution;
import dev.trimtab.llm.LlmLedger;
import dev.trimtab.llm.PriceBook;
import dev.trimtab.model.llm.LlmOwned;
import dev.trimtab.model.llm.LlmOwner;
import dev.trimtab.model.llm.LlmPrice;
import dev.trimtab.model.llm.TokenKind;
import dev.trimtab.pipeline.Sentinel;
import dev.trimtab.pipeline.Sentinel.SentinelSettings;
import dev.trimtab.store.Database;
import dev.trimtab.store.DatabaseSettings;
import dev.trimtab.units.Money;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Whole passes of the sentinel over many series: from usage rows in the database to alerts in it,
/// without reading sources and sending mails. The first pass, which has the whole history before
/// it, those that follow hour by hour, and the one after midnight, which moves what is kept on.
record SentinelBench(Database database, KeyLoad load, int days, double seconds) {
  private static final Instant MONDAY = Instant.parse("2026-01-05T00:00:00Z");
  private static final int KEYS_OF_A_TEAM = 20;
  private static final int HOURS = 6;

  List<Figure> run() throws SQLException {
    var noon = MONDAY.plus(Duration.ofDays(days)).plus(Duration.ofHours(20));
    for (var day = MONDAY; day.isBefore(noon); day = day.plus(Duration.ofDays(1))) {
      var end = day.plus(Duration.ofDays(1));
      insert(day, end.isBefore(noon) ? end : noon);
    }
    execute("analyze trimtab.llm_usage");
    var figures = new ArrayList<Figure>();
    figures.add(figure("first pass", noon, Double.POSITIVE_INFINITY));
    for (int hour = 1; hour <= HOURS; hour++) {
      var now = noon.plus(Duration.ofHours(hour));
      insert(now.minus(Duration.ofHours(1)), now);
      revise(now.minus(Duration.ofHours(2)));
      boolean midnight = now.atOffset(ZoneOffset.UTC).getHour() == 0;
      figures.add(
          figure(
              midnight ? "the pass after midnight" : "the pass an hour later",
              now,
              midnight ? Double.POSITIVE_INFINITY : seconds));
    }
    return figures;
  }

  private Figure figure(String name, Instant now, double most) {
    database.watermarks().advance("openai/main", now);
    try (var heap = new LiveHeap()) {
      long start = System.nanoTime();
      var pass = new Sentinel(database, settings()).watch(now);
      double took = (System.nanoTime() - start) / 1e9;
      return new Figure(
          "sentinel: %,d series x %d days, %s: %,d alerts are new, %,d open, %,.0f MiB live"
              .formatted(
                  pass.series(), days, name, pass.news().size(), pass.open().size(), heap.mebi()),
          took,
          most,
          "s",
          Figure.Goal.AT_MOST);
    }
  }

  private void insert(Instant from, Instant to) throws SQLException {
    load.copy(database, from, to);
  }

  /// A provider counts a few late requests of the hour before.
  private void revise(Instant hour) throws SQLException {
    execute(
        """
        update trimtab.llm_usage set counters = counters || jsonb_build_object('num_model_requests',
          (counters->>'num_model_requests')::bigint + 1) where start_at = '%s'
        """
            .formatted(hour));
  }

  private void execute(String sql) throws SQLException {
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private SentinelSettings settings() {
    var owners =
        IntStream.range(0, load.keys())
            .mapToObj(key ->
                new LlmOwner(
                    new LlmOwner.Match("", "", "", KeyLoad.key(key), "", "", "", ""),
                    new LlmOwned("team-" + key / KEYS_OF_A_TEAM, "", ""),
                    null,
                    null))
            .toList();
    var prices = new ArrayList<LlmPrice>();
    for (int model = 0; model < KeyLoad.MODELS; model++) {
      prices.add(price(KeyLoad.model(model), TokenKind.INPUT, "2"));
      prices.add(price(KeyLoad.model(model), TokenKind.OUTPUT, "8"));
    }
    return new SentinelSettings(
        new LlmLedger(new PriceBook(prices), new Attribution(owners)),
        "bench",
        0.5,
        Duration.ofDays(56),
        Duration.ofDays(2),
        Map.of(),
        List.of("nobody"));
  }

  private static LlmPrice price(String model, TokenKind kind, String usd) {
    return new LlmPrice(
        "openai", model, kind, "standard", 0, LocalDate.EPOCH, Money.usd(usd), "bench");
  }

  /// Runs by hand: keys, days, and `always` where all keys call in every hour.
  public static void main(String[] arguments) throws SQLException, IOException {
    var folder = Files.createTempDirectory("trimtab-bench");
    var load = new KeyLoad(Integer.parseInt(arguments[0]), arguments.length > 2);
    try (var database = Database.open(new DatabaseSettings.Embedded(folder))) {
      new SentinelBench(database, load, Integer.parseInt(arguments[1]), 5)
          .run()
          .forEach(figure -> System.out.println(figure.line()));
    }
  }
}
