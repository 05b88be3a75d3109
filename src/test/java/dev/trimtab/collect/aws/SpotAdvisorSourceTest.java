package dev.trimtab.collect.aws;

import static dev.trimtab.collect.aws.ScriptedAws.Answer.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimtab.collect.aws.ScriptedAws.Answer;
import dev.trimtab.collect.aws.facts.TypeFilter;
import dev.trimtab.collect.http.Http;
import dev.trimtab.collect.http.Retry;
import dev.trimtab.model.Source;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.units.TimeWindow;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpotAdvisorSourceTest {
  private static final TimeWindow WINDOW =
      TimeWindow.ending(Instant.parse("2026-11-02T00:00:00Z"), Duration.ofDays(1));
  private static final String DOCUMENT =
      """
      {"ranges":[{"index":0,"label":"<5%"},{"index":4,"label":">20%"}],
       "spot_advisor":{"us-east-1":{"Linux":{
         "m5.large":{"s":70,"r":0},"m99.huge":{"s":-3,"r":4},"c5.large":{"s":50,"r":9}}}}}
      """;

  private final List<Duration> pauses = new ArrayList<>();
  private final RecordingSink sink = new RecordingSink();

  private Source source(URI url, String region) {
    var http =
        new Http(
            "spot-advisor/" + region,
            HttpClient.newHttpClient(),
            Duration.ofSeconds(5),
            new Retry(3, Duration.ofMillis(100), Duration.ofSeconds(60)),
            pauses::add,
            InstantSource.fixed(WINDOW.end()));
    return new SpotAdvisorSource(new SpotAdvisorSource.Settings(region, TypeFilter.ALL, url), http);
  }

  @Test
  void tries_again_when_throttled_and_reads_types_it_has_never_heard_of() throws Exception {
    try (var aws =
        new ScriptedAws(new Answer(503, "later"), new Answer(429, "slow"), ok(DOCUMENT))) {
      source(aws.url(), "us-east-1").collect(WINDOW, sink);
      assertThat(aws.asked).hasSize(3);
    }
    assertThat(pauses).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200));
    assertThat(sink.prices.getFirst().interruptions())
        .extracting(r -> r.instanceType())
        .containsExactlyInAnyOrder("m5.large", "m99.huge");
    assertThat(sink.complete).containsExactly(WINDOW.end());
  }

  @Test
  void a_band_that_nobody_knows_is_a_problem_of_its_type() throws Exception {
    try (var aws = new ScriptedAws(ok(DOCUMENT))) {
      source(aws.url(), "us-east-1").collect(WINDOW, sink);
    }
    assertThat(sink.problems)
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.subject()).isEqualTo("us-east-1/c5.large");
          assertThat(problem.reason()).isEqualTo("unknown-band");
        });
  }

  @Test
  void other_bands_another_region_and_a_cut_document_are_an_unavailable_source() throws Exception {
    unavailable(DOCUMENT.replace(">20%", ">25%"), "us-east-1", "has other bands");
    unavailable(DOCUMENT, "us-esat-1", "Maybe the region is mistyped?");
    unavailable(DOCUMENT.substring(0, 150), "us-east-1", "cannot read");
    unavailable("<html>blocked</html>", "us-east-1", "cannot read");
  }

  private void unavailable(String document, String region, String says) throws Exception {
    try (var aws = new ScriptedAws(ok(document))) {
      assertThatThrownBy(() -> source(aws.url(), region).collect(WINDOW, sink))
          .isInstanceOf(SourceUnavailable.class)
          .hasMessageContaining("spot-advisor/" + region)
          .hasMessageContaining(says);
    }
    assertThat(sink.complete).isEmpty();
  }
}
