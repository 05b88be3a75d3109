package dev.trimtab.collect.aws;

import static dev.trimtab.collect.aws.ScriptedAws.Answer.ok;
import static dev.trimtab.collect.aws.ScriptedAws.Answer.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimtab.collect.aws.ScriptedAws.Answer;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.units.TimeWindow;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class Ec2TypesSourceTest {
  private static final TimeWindow WINDOW =
      TimeWindow.ending(Instant.parse("2026-11-02T00:00:00Z"), Duration.ofDays(1));

  private final RecordingSink sink = new RecordingSink();

  private static Answer page(String token, String... names) {
    var items = new StringBuilder();
    for (var name : names) {
      items.append(
          "<item><instanceType>%s</instanceType><vCpuInfo><defaultVCpus>2</defaultVCpus></vCpuInfo><memoryInfo><sizeInMiB>8192</sizeInMiB></memoryInfo><processorInfo><supportedArchitectures><item>x86_64</item></supportedArchitectures></processorInfo></item>"
              .formatted(name));
    }
    return ok(
        "<DescribeInstanceTypesResponse><instanceTypeSet>%s</instanceTypeSet><nextToken>%s</nextToken></DescribeInstanceTypesResponse>"
            .formatted(items, token));
  }

  private void collect(ScriptedAws aws, String... types) throws SourceUnavailable {
    new Ec2TypesSource(aws.ec2(types)).collect(WINDOW, sink);
  }

  private List<String> names() {
    return sink.prices.stream().flatMap(p -> p.types().stream()).map(t -> t.name()).toList();
  }

  @Test
  void follows_the_pages_and_takes_a_type_once_though_its_page_repeats() throws Exception {
    try (var aws =
        new ScriptedAws(
            page("t1", "m5.large", "m99.huge"),
            page("t2", "m5.large", "m99.huge"),
            page("", "c5.large"))) {
      collect(aws);
      assertThat(aws.asked).hasSize(3);
      assertThat(aws.asked.get(1)).contains("NextToken=t1");
    }
    assertThat(names()).containsExactlyInAnyOrder("m5.large", "m99.huge", "c5.large");
    assertThat(sink.problems).isEmpty();
    assertThat(sink.complete).containsExactly(WINDOW.end());
  }

  @Test
  void tries_again_when_throttled() throws Exception {
    try (var aws =
        new ScriptedAws(
            refused(503, "RequestLimitExceeded"),
            refused(429, "TooManyRequests"),
            page("", "m5.large"))) {
      collect(aws);
      assertThat(aws.asked).hasSize(3);
    }
    assertThat(names()).containsExactly("m5.large");
  }

  @Test
  void a_type_that_ec2_does_not_know_is_a_problem_and_the_others_are_read() throws Exception {
    try (var aws =
        new ScriptedAws((form, _) -> {
          if (form.contains("m5.lagre")) {
            return refused(400, "InvalidInstanceType");
          }
          return form.contains("c5.large")
              ? page("", "c5.large")
              : page("", "m5.large", "m5.xlarge");
        })) {
      collect(aws, "m5.large", "m5.xlarge", "m5.lagre", "c5.large");
    }
    assertThat(names()).containsExactlyInAnyOrder("m5.large", "m5.xlarge", "c5.large");
    assertThat(sink.problems)
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.subject()).isEqualTo("m5.lagre");
          assertThat(problem.reason()).isEqualTo("unknown-instance-type");
          assertThat(problem.message()).contains("aws.instanceTypes");
        });
    assertThat(sink.complete).containsExactly(WINDOW.end());
  }

  @Test
  void a_type_without_memory_is_a_problem() throws Exception {
    try (var aws =
        new ScriptedAws(
            ok(
                "<DescribeInstanceTypesResponse><instanceTypeSet><item><instanceType>m99.large</instanceType></item></instanceTypeSet></DescribeInstanceTypesResponse>"))) {
      collect(aws);
    }
    assertThat(names()).isEmpty();
    assertThat(sink.problems)
        .singleElement()
        .satisfies(p -> assertThat(p.reason()).isEqualTo("incomplete-instance-type"));
  }

  @Test
  @Timeout(20)
  void a_token_that_repeats_for_ever_ends_as_an_unavailable_source() throws IOException {
    try (var aws = new ScriptedAws(page("round", "m5.large"))) {
      assertThatThrownBy(() -> collect(aws))
          .isInstanceOf(SourceUnavailable.class)
          .hasMessageContaining("aws-types/us-east-1: ec2:DescribeInstanceTypes")
          .hasMessageContaining("same NextToken twice after 2 pages");
      assertThat(aws.asked).hasSize(2);
    }
    assertThat(names()).containsExactly("m5.large");
    assertThat(sink.complete).isEmpty();
  }

  @Test
  @Timeout(20)
  void tokens_that_go_round_in_a_circle_end_as_well() throws IOException {
    try (var aws = new ScriptedAws((_, before) -> page("t" + before % 3, "m5.large"))) {
      assertThatThrownBy(() -> collect(aws, "m5.*"))
          .isInstanceOf(SourceUnavailable.class)
          .hasMessageContaining("circle");
      assertThat(aws.asked).hasSize(4);
    }
  }
}
