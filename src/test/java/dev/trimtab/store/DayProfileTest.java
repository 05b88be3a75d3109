package dev.trimtab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.fixtures.TestDatabase;
import dev.trimtab.model.Fact;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Pod;
import dev.trimtab.model.usage.ContainerHistory;
import dev.trimtab.model.usage.DailyProfile;
import dev.trimtab.model.usage.HourlyPeaks;
import dev.trimtab.model.usage.UsageSample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DayProfileTest {
  private static final Instant DAY = Instant.parse("2026-11-22T00:00:00Z");

  private final Database database = TestDatabase.open();
  private final List<UsageSample> samples = new ArrayList<>();

  @AfterEach
  void close() {
    database.close();
  }

  /// Adds a pod's samples every five minutes, from one minute of the day to another.
  private void use(String pod, int from, int to, double cores) {
    for (int minute = from; minute < to; minute += 5) {
      samples.add(Facts.sample(pod, DAY.plus(Duration.ofMinutes(minute)), cores, 1e8));
    }
  }

  private DailyProfile compacted() {
    database.facts().save(new Fact.Usage("prod", samples));
    database.profiles().compact();
    var found = new ArrayList<ContainerHistory>();
    database.profiles().forEachHistory(Facts.NOW, Duration.ofDays(14), found::add);
    assertThat(found).hasSize(1);
    return found.getFirst().days().getFirst();
  }

  private void createdAt(String pod, int minute) {
    var plain = Facts.inventory();
    var like = Facts.pod(pod);
    var created =
        new Pod(
            pod,
            like.workload(),
            like.node(),
            like.phase(),
            DAY.plus(Duration.ofMinutes(minute)),
            like.containers());
    database
        .facts()
        .save(
            new Fact.Inventory(
                new ClusterInventory(
                    plain.cluster(),
                    plain.asOf(),
                    plain.namespaces(),
                    plain.nodes(),
                    plain.workloads(),
                    List.of(
                        created,
                        Facts.pod("web-other"),
                        Facts.pod(pod.equals("web-1") ? "web-3" : "web-1")),
                    plain.policies())));
  }

  @Test
  void each_hour_has_its_own_peak_within_one_percent() {
    use("web-1", 0, 60, 0.25);
    use("web-2", 30, 60, 0.75);
    use("web-1", 120, 180, 0.001);
    var hourly = compacted().hourly();
    assertThat(hourly.cpu(0)).isCloseTo(0.75, within(0.0075));
    assertThat(hourly.cpu(1)).isNaN();
    assertThat(hourly.cpu(2)).isCloseTo(0.001, within(0.00001));
    assertThat(hourly.memory(0)).isCloseTo(1.1e8, within(1.1e6));
    assertThat(hourly.memory(23)).isNaN();
  }

  @Test
  void a_code_is_within_a_thousandth_and_keeps_zero_and_unknown() {
    var cpu = new float[24];
    var memory = new float[24];
    Arrays.fill(cpu, Float.NaN);
    for (int hour = 0; hour < 24; hour++) {
      memory[hour] = (float) Math.pow(10, hour * 16.0 / 24);
    }
    cpu[1] = 0;
    cpu[2] = 1e-5f;
    cpu[3] = 500;
    var read = HourlyCodec.decode(HourlyCodec.encode(new HourlyPeaks(cpu, memory)));
    assertThat(read.cpu(0)).isNaN();
    assertThat(read.cpu(1)).isZero();
    assertThat(read.cpu(2)).isCloseTo(1e-5, within(1e-8));
    assertThat(read.cpu(3)).isCloseTo(500, within(0.5));
    for (int hour = 0; hour < 24; hour++) {
      assertThat(read.memory(hour)).isCloseTo(memory[hour], within(memory[hour] * 0.001));
    }
    assertThat(HourlyCodec.encode(read)).hasSize(97);
  }

  @Test
  void the_first_ten_minutes_of_a_pod_that_the_api_saw_begin_are_a_start_up() {
    createdAt("web-2", 700);
    use("web-1", 0, 1440, 0.3);
    use("web-2", 710, 720, 2);
    use("web-2", 720, 1440, 0.4);
    var day = compacted();
    assertThat(day.cpuStart()).isCloseTo(2, within(1e-6));
    assertThat(day.cpuSteady()).isCloseTo(0.4, within(1e-6));
  }

  @Test
  void a_pod_that_is_made_again_under_its_name_starts_again() {
    createdAt("web-1", 602);
    use("web-1", 0, 600, 0.3);
    use("web-1", 600, 610, 1.5);
    use("web-1", 610, 1440, 0.2);
    var day = compacted();
    assertThat(day.cpuStart()).isCloseTo(1.5, within(1e-6));
    assertThat(day.cpuSteady()).isCloseTo(0.3, within(1e-6));
  }

  @Test
  void a_pod_that_nobody_saw_begin_began_with_its_first_sample_of_the_day() {
    use("web-1", 0, 1440, 0.3);
    use("web-2", 700, 710, 2);
    use("web-2", 710, 900, 0.4);
    var day = compacted();
    assertThat(day.cpuStart()).isCloseTo(2, within(1e-6));
    assertThat(day.cpuSteady()).isCloseTo(0.4, within(1e-6));
  }

  @Test
  void where_the_whole_record_begins_no_pod_does() {
    use("web-1", 360, 1440, 0.3);
    use("web-2", 365, 1440, 0.7);
    var day = compacted();
    assertThat(day.cpuStart()).isNaN();
    assertThat(day.cpuSteady()).isCloseTo(0.7, within(1e-6));
  }

  @Test
  void a_day_compacted_before_there_were_hours_reads_as_unknown() throws java.sql.SQLException {
    use("web-1", 0, 60, 0.3);
    compacted();
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "update trimtab.usage_daily set hourly = null, cpu_start = null, cpu_steady = null");
    }
    var found = new ArrayList<ContainerHistory>();
    database.profiles().forEachHistory(Facts.NOW, Duration.ofDays(14), found::add);
    var day = found.getFirst().days().getFirst();
    assertThat(day.hourly()).isEqualTo(HourlyPeaks.UNKNOWN);
    assertThat(day.cpuStart()).isNaN();
    assertThat(day.cpuSteady()).isNaN();
  }
}
