package dev.trimtab.store;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.TestDatabase;
import dev.trimtab.model.Fact;
import dev.trimtab.model.price.SpotPrice;
import dev.trimtab.model.price.Zone;
import dev.trimtab.place.market.SpotWindow;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Spot prices over windows, as views tell them.
class SpotWindowsTest {
  private static final Path HISTORY =
      Path.of(
          "../shared/data/prices/aws/spot-history-2021/spot_history_us-east-1_linux_2021.csv.gz");
  private static final Instant DAY = Instant.parse("2026-11-20T00:00:00Z");

  private final Database database = TestDatabase.open();

  @AfterEach
  void close() {
    database.close();
  }

  private List<String> rows(String sql) {
    return database.sql().query(sql).rows().stream().map(row -> String.join(" ", row)).toList();
  }

  private void save(SpotPrice... prices) {
    database.facts().save(Fact.Prices.ofSpot(List.of(prices)));
  }

  private static SpotPrice price(String zone, String id, Duration after, String price) {
    return new SpotPrice("us-east-1", zone, id, "m5.large", DAY.plus(after), Money.usd(price));
  }

  private static SpotPrice price(int hours, String price) {
    return price("us-east-1a", "", Duration.ofHours(hours), price);
  }

  @Test
  void a_day_weighs_each_price_by_its_hours_and_the_last_day_reaches_to_the_last_announcement() {
    save(price(-6, "0.10"), price(6, "0.20"), price(6 + 24, "0.20"), price(12 + 24, "0.30"));
    assertThat(
            rows(
                "select day, mean_price, price_spread, lowest_price, highest_price, seconds_covered from finops.spot_price_daily order by day"))
        .containsExactly(
            "2026-11-19 0.100000000 0.000000000 0.100000000 0.100000000 21600.000000",
            // 6 h at 0.1, 18 h at 0.2: sqrt(0.25 x 0.75) x 0.1
            "2026-11-20 0.175000000 0.043301270 0.100000000 0.200000000 86400.000000",
            "2026-11-21 0.200000000 0.000000000 0.200000000 0.200000000 43200.000000");
  }

  @Test
  void a_window_counts_the_price_in_force_at_its_start_and_goes_on_with_the_last_one() {
    save(price(-6, "0.10"), price(6, "0.20"));
    assertThat(
            rows(
                "select zone, coalesce(zone_id, '-'), instance_type, currency, mean_price, price_spread, lowest_price, highest_price, seconds_covered::int from finops.spot_price_window('2026-11-20', '2026-11-20 12:00')"))
        .containsExactly(
            "us-east-1a - m5.large USD 0.150000000 0.050000000 0.100000000 0.200000000 43200");
    assertThat(rows("select * from finops.spot_price_window('2026-11-19', '2026-11-19 18:00')"))
        .isEmpty();
  }

  @Test
  void pages_out_of_order_and_repeated_change_nothing() {
    var all =
        new ArrayList<>(
            List.of(price(0, "0.1"), price(3, "0.2"), price(5, "0.1"), price(30, "0.4")));
    var question = "select * from finops.spot_price_daily order by day, zone";
    save(all.toArray(SpotPrice[]::new));
    var once = rows(question);
    var stored = rows("select xmin::text, * from trimtab.spot_price order by from_at");
    Collections.shuffle(all, new Random(7));
    all.forEach(this::save);
    save(all.toArray(SpotPrice[]::new));
    assertThat(rows(question)).isEqualTo(once).hasSize(2);
    assertThat(rows("select xmin::text, * from trimtab.spot_price order by from_at"))
        .isEqualTo(stored);
  }

  @Test
  void zone_names_of_two_accounts_are_one_pool_by_zone_id() {
    // one account's us-east-1a is the other's us-east-1b
    save(
        price("us-east-1a", "use1-az4", Duration.ZERO, "0.10"),
        price("us-east-1a", "use1-az6", Duration.ZERO, "0.50"),
        price("us-east-1b", "use1-az4", Duration.ZERO, "0.10"),
        price("us-east-1b", "use1-az4", Duration.ofHours(12), "0.20"),
        price("us-east-1a", "use1-az6", Duration.ofHours(24), "0.50"));
    assertThat(
            rows(
                "select zone_id, mean_price from finops.spot_price_daily where day = '2026-11-20' order by 1"))
        .containsExactly("use1-az4 0.150000000", "use1-az6 0.500000000");
    assertThat(
            rows(
                "select zone_id, valid_from at time zone 'UTC', price_per_hour from finops.spot_prices order by 1, 2"))
        .containsExactly(
            "use1-az4 2026-11-20 00:00:00 0.100000000",
            "use1-az4 2026-11-20 12:00:00 0.200000000",
            "use1-az6 2026-11-20 00:00:00 0.500000000");
    assertThat(database.prices().zones())
        .containsExactly(
            new Zone("us-east-1", "us-east-1a", "use1-az4"),
            new Zone("us-east-1", "us-east-1a", "use1-az6"),
            new Zone("us-east-1", "us-east-1b", "use1-az4"));
  }

  @Test
  void a_price_without_an_id_belongs_to_the_zone_that_its_name_means() {
    database
        .facts()
        .save(Fact.Prices.ofZones(List.of(new Zone("us-east-1", "us-east-1a", "use1-az4"))));
    save(
        price(0, "0.10"),
        price("us-east-1a", "use1-az4", Duration.ofHours(12), "0.20"),
        price("us-east-1a", "use1-az4", Duration.ofHours(24), "0.20"));
    assertThat(rows("select zone, zone_id, mean_price from finops.spot_price_daily order by 1, 2"))
        .containsExactly("us-east-1a use1-az4 0.150000000");
    assertThat(rows("select count(*) from finops.spot_prices")).containsExactly("2");
  }

  @Test
  void all_that_can_be_bought_in_a_region_is_read_with_the_prices_in_force_at_the_windows_start() {
    save(price(-50, "0.1"), price(-6, "0.2"), price(6, "0.3"), price(24, "0.4"));
    var market =
        database
            .prices()
            .market(List.of("us-east-1"), new TimeWindow(DAY, DAY.plus(Duration.ofHours(24))));
    assertThat(market.spot()).containsExactly(price(-6, "0.2"), price(6, "0.3"));
    assertThat(
            database
                .prices()
                .market(List.of("eu-west-1"), new TimeWindow(DAY, DAY.plusSeconds(1)))
                .spot())
        .isEmpty();
  }

  /// Mean and spread of a pool by going through its announcements second by second, which is what
  /// the history's timestamps are whole in.
  private record Straight(BigInteger seconds, BigDecimal sum, BigDecimal squares) {
    static final Straight NONE = new Straight(BigInteger.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    Straight and(BigDecimal price, long more) {
      var weight = BigDecimal.valueOf(more);
      return new Straight(
          seconds.add(BigInteger.valueOf(more)),
          sum.add(price.multiply(weight)),
          squares.add(price.pow(2).multiply(weight)));
    }

    /// The integer nearest to 10^9 times a non-negative fraction, half up, by whole numbers alone.
    private static BigDecimal rounded(BigInteger numerator, BigInteger denominator) {
      var two = BigInteger.TWO;
      var nearest = numerator.multiply(two).add(denominator).divide(denominator.multiply(two));
      return new BigDecimal(nearest, 9);
    }

    BigDecimal mean() {
      // prices have 9 places at most
      return rounded(sum.movePointRight(9).toBigIntegerExact(), seconds);
    }

    /// The largest n with n - 1/2 <= 10^9 x deviation, found by the integer square root.
    BigDecimal spread() {
      var square = new BigDecimal(seconds).multiply(squares).subtract(sum.pow(2));
      var scaled = square.movePointRight(18).toBigIntegerExact();
      // floor(x + 1/2) of x = sqrt(scaled) / seconds: floor((2 sqrt(scaled) + seconds) / (2
      // seconds))
      var twice = scaled.shiftLeft(2).sqrt();
      return new BigDecimal(twice.add(seconds).divide(seconds.shiftLeft(1)), 9);
    }
  }

  private static Straight straight(List<SpotPrice> announced, TimeWindow window) {
    var last = new TreeMap<Long, BigDecimal>();
    announced.forEach(
        p -> last.merge(p.from().getEpochSecond(), p.perHour().amount(), BigDecimal::max));
    var result = Straight.NONE;
    long end = window.end().getEpochSecond();
    var times = new ArrayList<>(last.keySet());
    for (int i = 0; i < times.size(); i++) {
      long from = Math.max(times.get(i), window.start().getEpochSecond());
      long to = Math.min(i + 1 < times.size() ? times.get(i + 1) : end, end);
      if (to > from) {
        result = result.and(requireNonNull(last.get(times.get(i))), to - from);
      }
    }
    return result;
  }

  private static List<SpotPrice> history() throws IOException {
    var prices = new ArrayList<SpotPrice>();
    try (var in = new GZIPInputStream(Files.newInputStream(HISTORY));
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      reader
          .lines()
          .skip(1)
          .forEach(line -> {
            int zone = line.indexOf(',');
            int time = line.indexOf(',', zone + 1);
            int price = line.indexOf(',', time + 1);
            prices.add(
                new SpotPrice(
                    "us-east-1",
                    line.substring(zone + 1, time),
                    line.substring(0, zone),
                    OffsetDateTime.parse(line.substring(time + 1, price)).toInstant(),
                    Money.usd(line.substring(price + 1))));
          });
    }
    return prices;
  }

  @Test
  void java_and_sql_agree_with_a_straightforward_computation_on_a_real_history_to_the_last_digit()
      throws IOException {
    Assumptions.assumeTrue(
        Files.isReadable(HISTORY),
        () -> "the open data is not there: no " + HISTORY.toAbsolutePath());
    var all = history();
    database.facts().save(Fact.Prices.ofSpot(all));
    var window =
        new TimeWindow(
            Instant.parse("2021-04-01T07:13:21Z"), Instant.parse("2021-04-29T19:00:01Z"));
    var sql =
        database
            .sql()
            .query(
                "select zone || '/' || instance_type, mean_price, price_spread, lowest_price, highest_price, seconds_covered::bigint from finops.spot_price_window('%s', '%s')"
                    .formatted(window.start(), window.end()))
            .rows()
            .stream()
            .collect(toMap(List::getFirst, row -> row.subList(1, 6)));
    var pools = all.stream().collect(groupingBy(p -> p.zone() + "/" + p.instanceType()));
    int compared = 0;
    for (var pool : pools.entrySet()) {
      var straight = straight(pool.getValue(), window);
      if (straight.seconds().signum() > 0) {
        compared++;
        var announced = new TreeMap<Instant, BigDecimal>();
        pool.getValue()
            .forEach(p -> announced.merge(p.from(), p.perHour().amount(), BigDecimal::max));
        var java = SpotWindow.of(announced, window).orElseThrow();
        assertThat(java.mean()).as(pool.getKey()).isEqualTo(straight.mean());
        assertThat(java.spread()).as(pool.getKey()).isEqualTo(straight.spread());
        assertThat(java.covered().toSeconds()).isEqualTo(straight.seconds().longValueExact());
        assertThat(sql.get(pool.getKey()))
            .as(pool.getKey())
            .containsExactly(
                straight.mean().toPlainString(),
                straight.spread().toPlainString(),
                java.min().setScale(9).toPlainString(),
                java.max().setScale(9).toPlainString(),
                straight.seconds().toString());
      }
    }
    assertThat(sql).hasSize(compared);
    assertThat(compared).isGreaterThan(1200);
    days_add_up_to_the_window(pools);
  }

  private void days_add_up_to_the_window(Map<String, List<SpotPrice>> pools) {
    var days =
        database
            .sql()
            .query(
                "select zone || '/' || instance_type, day, mean_price, price_spread from finops.spot_price_daily where day between '2021-04-10' and '2021-04-12'")
            .rows();
    assertThat(days).hasSizeGreaterThan(3 * 1200);
    for (var row : days) {
      var start = Instant.parse(row.get(1) + "T00:00:00Z");
      var straight =
          straight(
              requireNonNull(pools.get(row.getFirst())),
              new TimeWindow(start, start.plus(Duration.ofDays(1))));
      assertThat(row.subList(2, 4))
          .as(String.join(" ", row))
          .containsExactly(straight.mean().toPlainString(), straight.spread().toPlainString());
    }
  }
}
