package dev.trimtab.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.TestDatabase;
import dev.trimtab.llm.Attribution;
import dev.trimtab.llm.LlmLedger;
import dev.trimtab.llm.PriceBook;
import dev.trimtab.model.Fact;
import dev.trimtab.model.llm.LlmPrice;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.model.llm.TokenKind;
import dev.trimtab.model.spend.Incident;
import dev.trimtab.pipeline.watch.Found;
import dev.trimtab.store.Database;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the sentinel keeps between passes changes nothing: each pass finds what one finds that has
/// kept nothing, whatever came late, was revised or went missing in between.
final class KeptStateTest {
  private static final Instant FIRST = Instant.parse("2026-10-12T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int KEYS = 6;

  private final Database database = TestDatabase.open();
  private final Database fresh = TestDatabase.open();
  private final Map<Instant, long[]> calls = new TreeMap<>();
  private Random random = new Random(0);

  @AfterEach
  void close() {
    database.close();
    fresh.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void a_pass_that_goes_on_finds_what_one_finds_that_begins_anew(long seed) throws SQLException {
    random = new Random(seed);
    var now = FIRST.plus(Duration.ofDays(16));
    invent(FIRST, now);
    save(FIRST, now);
    int found = 0;
    for (int pass = 0; pass < 10; pass++) {
      var kept = pass(now);
      var anew = anew(now);
      assertThat(kept).as("pass %d at %s", pass, now).isEqualTo(anew);
      found += anew.size();
      var next = now.plus(Duration.ofHours(1 + random.nextInt(40)));
      invent(now, next);
      var from = now;
      if (random.nextInt(3) == 0) { // somebody revises, sometimes far back
        from = now.minus(Duration.ofHours(random.nextInt(24 * 9)));
        revise(from, now);
      }
      save(from, next);
      now = next;
    }
    assertThat(found).as("a test without incidents tests nothing").isPositive();
  }

  /// Weekly shapes, a key that comes late, holes, and incidents of several kinds.
  private void invent(Instant from, Instant to) {
    for (var at = from; at.isBefore(to); at = at.plus(HOUR)) {
      long hour = Duration.between(FIRST, at).toHours();
      var now = new long[KEYS];
      for (int key = 0; key < KEYS; key++) {
        double level = (30 + 40 * key) * (1 + 0.4 * Math.sin(hour % 24 * Math.PI / 12));
        double runs = hour % (24L * (6 + key)) < 9 && hour > 24 * 12 && key % 2 == 0 ? 12 : 1;
        boolean born = key < KEYS - 1 || hour > 24 * 18;
        now[key] = born ? Math.round(level * runs * (0.9 + 0.2 * random.nextDouble())) : 0;
      }
      boolean lost = hour % 211 > 180; // a source that is down for more than a day
      calls.put(at, lost ? new long[0] : now);
    }
  }

  private void revise(Instant from, Instant to) {
    calls.replaceAll((at, old) ->
        at.isBefore(from) || !at.isBefore(to) || random.nextInt(4) > 0 || old.length == 0
            ? old
            : Arrays.stream(old).map(count -> count * 2).toArray());
  }

  private void save(Instant from, Instant to) {
    var rows = new ArrayList<ProviderUsage>();
    for (var entry : calls.entrySet()) {
      var at = entry.getKey();
      if (at.isBefore(from) || !at.isBefore(to)) {
        continue;
      }
      for (int key = 0; key < entry.getValue().length; key++) {
        long count = entry.getValue()[key];
        if (count > 0) {
          rows.add(usage("k" + key, at, count));
        }
      }
    }
    database
        .facts()
        .save(new Fact.LlmUsage("openai/main", "openai", new TimeWindow(from, to), rows));
    database.watermarks().advance("openai/main", to);
  }

  private static ProviderUsage usage(String key, Instant at, long count) {
    return new ProviderUsage(
        LlmScope.of("openai", "m").apiKey(key),
        new TimeWindow(at, at.plus(HOUR)),
        Map.of(
            "input_tokens",
            count * 1000,
            ProviderUsage.REQUESTS,
            count,
            ProviderUsage.FAILED_REQUESTS,
            count / 50));
  }

  private List<String> pass(Instant now) {
    var sentinel = sentinel();
    var watcher = sentinel.watcher(sentinel.window(now));
    var found =
        recent(watcher.found(database.spendHours().watermarks(), settled(), List.of()), now);
    watcher.keep();
    return found;
  }

  /// On a copy of the usage in a database that has kept nothing.
  private List<String> anew(Instant now) throws SQLException {
    copy(fresh);
    try (var connection = fresh.dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("truncate trimtab.spend_kept");
    }
    var sentinel = new Sentinel(fresh, settings());
    var watcher = sentinel.watcher(sentinel.window(now));
    return recent(watcher.found(fresh.spendHours().watermarks(), settled(), List.of()), now);
  }

  private void copy(Database to) {
    var all = new TimeWindow(FIRST, FIRST.plus(Duration.ofDays(400)));
    to.facts().save(new Fact.LlmUsage("openai/main", "openai", all, database.llm().usage(all)));
    database.spendHours().watermarks().forEach(to.watermarks()::advance);
  }

  private static Duration settled() {
    return Duration.ofDays(3);
  }

  /// Those that go on, and those that are over since what is looked at anew.
  private static List<String> recent(List<Found> found, Instant now) {
    return found.stream()
        .filter(each -> isRecent(each.incident(), now))
        .map(each -> words(each.name(), each.incident()))
        .sorted()
        .toList();
  }

  /// Sums of lanes in another order differ in the last digits.
  private static String words(String name, Incident incident) {
    var alert = incident.alert();
    return String.format(
        Locale.ROOT,
        "%s %s at %s from %s to %s, ended %s, learned %s, %.6g of %.6g, %.6g where %.6g, %.6g",
        name,
        alert.rule(),
        alert.at(),
        alert.firstAt(),
        incident.last(),
        incident.ended(),
        incident.learned(),
        incident.spent(),
        incident.expected(),
        incident.ratePerHour(),
        incident.normalPerHour(),
        alert.score());
  }

  private static boolean isRecent(Incident incident, Instant now) {
    var ended = incident.ended();
    return ended == null || ended.isAfter(now.minus(settled()));
  }

  private Sentinel sentinel() {
    return new Sentinel(database, settings());
  }

  private static Sentinel.SentinelSettings settings() {
    var price =
        new LlmPrice(
            "openai", "m", TokenKind.INPUT, "standard", 0, LocalDate.EPOCH, Money.usd("2"), "test");
    return new Sentinel.SentinelSettings(
        new LlmLedger(new PriceBook(List.of(price)), new Attribution(List.of())),
        "test",
        0.5,
        Duration.ofDays(28),
        Duration.ofDays(2),
        Map.of("llm total", 3000.0, "llm key/k2", 400.0),
        List.of());
  }
}
