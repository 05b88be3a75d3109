package dev.trimtab.collect.aws.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.collect.aws.facts.TypeFilter;
import dev.trimtab.model.Fact;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Problem;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.units.TimeWindow;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class AwsFilesSourceTest {
  private static final Path DATA = Path.of("..", "shared", "data", "prices", "aws");
  private static final TimeWindow WINDOW =
      new TimeWindow(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-11-02T00:00:00Z"));

  private final List<Fact.Prices> prices = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private final FactSink sink =
      new FactSink() {
        @Override
        public void accept(Fact fact) {
          prices.add((Fact.Prices) fact);
        }

        @Override
        public void problem(Problem problem) {
          problems.add(problem);
        }

        @Override
        public void completeThrough(Instant instant) {}
      };

  @Test
  void the_whole_folder_gives_every_spot_and_on_demand_price()
      throws SourceUnavailable, IOException {
    new AwsFilesSource(new AwsFilesSource.Settings(DATA, TypeFilter.ALL)).collect(WINDOW, sink);
    long rows = 0;
    var sum = BigDecimal.ZERO;
    var file = DATA.resolve("spot-history-2021/spot_history_us-east-1_linux_2021.csv.gz");
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      in.readLine();
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        rows++;
        sum = sum.add(new BigDecimal(line.substring(line.lastIndexOf(',') + 1)));
      }
    }
    var spot = prices.stream().flatMap(p -> p.spot().stream()).toList();
    assertThat(spot).hasSize(268_058).hasSize(Math.toIntExact(rows));
    assertThat(
            spot.stream().map(p -> p.perHour().amount()).reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(sum);
    assertThat(spot).allMatch(p -> p.region().equals("us-east-1"));
    assertThat(prices.stream().mapToLong(p -> p.onDemand().size()).sum()).isEqualTo(3002 + 1376);
    assertThat(prices.stream().flatMap(p -> p.types().stream()))
        .filteredOn(t -> t.name().equals("m5.xlarge"))
        .isNotEmpty()
        .allMatch(t -> t.vcpus() == 4 && Integer.valueOf(58).equals(t.maxPods()));
    assertThat(prices.stream().flatMap(p -> p.interruptions().stream()))
        .filteredOn(r -> r.atLeast() == 0.20)
        .isNotEmpty()
        .allMatch(r -> r.below() == 1.0);
    assertThat(problems).isEmpty();
  }
}
