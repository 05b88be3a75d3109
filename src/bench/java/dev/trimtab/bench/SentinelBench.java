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
record SentinelBench(Database database, int keys, int days, double seconds) {
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

  /// Hours of all keys, of a daily shape and some noise.
  private void insert(Instant from, Instant to) throws SQLException {
    execute(
        """
        insert into trimtab.llm_usage (provider, start_at, end_at, project, api_key, usr, model, tier, context, counters,
          source, organization, endpoint, region, tags, via)
        select 'openai', h, h + interval '1 hour', 'p', 'k' || k, '', 'm' || k %% 10, 'standard', '',
          jsonb_build_object('input_tokens', n * 1000, 'output_tokens', n * 200, 'num_model_requests', n,
            'failed_requests', n / 100),
          'openai/main', '', 'chat', '', '', ''
        from generate_series('%s'::timestamptz, '%s'::timestamptz - interval '1 hour', interval '1 hour') h,
          lateral (select k, ((10 + 5000 * (hashint4(k) & 1023) / 1024.0)
              * (1 + 0.3 * sin(extract(hour from h) * pi() / 12))
              * (1 + 0.3 * (hashint8(k::bigint * 100003 + extract(epoch from h)::bigint) & 1023) / 1024.0))::bigint as n
            from generate_series(1, %d) k) u
        """
            .formatted(from, to, keys));
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
        IntStream.rangeClosed(1, keys)
            .mapToObj(key ->
                new LlmOwner(
                    new LlmOwner.Match("", "", "", "k" + key, "", "", "", ""),
                    new LlmOwned("team-" + key / KEYS_OF_A_TEAM, "", ""),
                    null,
                    null))
            .toList();
    var prices = new ArrayList<LlmPrice>();
    for (int model = 0; model < 10; model++) {
      prices.add(price("m" + model, TokenKind.INPUT, "2"));
      prices.add(price("m" + model, TokenKind.OUTPUT, "8"));
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

  /// Runs by hand: keys, days.
  public static void main(String[] arguments) throws SQLException, IOException {
    var folder = Files.createTempDirectory("trimtab-bench");
    try (var database = Database.open(new DatabaseSettings.Embedded(folder))) {
      new SentinelBench(database, Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), 5)
          .run()
          .forEach(figure -> System.out.println(figure.line()));
    }
  }
}
