package dev.trimtab.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.collect.aws.ScriptedAws.Answer;
import dev.trimtab.collect.aws.facts.TypeFilter;
import dev.trimtab.collect.http.Http;
import dev.trimtab.collect.http.Retry;
import dev.trimtab.model.Check;
import dev.trimtab.model.Source;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChecksTest {
  private static final URI NOWHERE = URI.create("http://trimtab.invalid");

  private static List<Check> check(URI endpoint) {
    var access = ScriptedAws.access(endpoint);
    var ec2 =
        new Ec2Settings(
            "us-east-1", TypeFilter.ALL, access, Duration.ofDays(90), Duration.ofHours(1));
    var pricing = new PricingSettings("us-east-1", TypeFilter.ALL, "us-east-1", access);
    List<Source> sources =
        List.of(new Ec2TypesSource(ec2), new Ec2SpotSource(ec2), new AwsPricingSource(pricing));
    var checks = sources.stream().flatMap(source -> source.check().stream()).toList();
    assertThat(checks.toString()).doesNotContain(ScriptedAws.SECRET);
    return checks;
  }

  private static List<Check> checkAdvisor(URI url) {
    var http =
        new Http(
            "spot-advisor/us-east-1",
            HttpClient.newHttpClient(),
            Duration.ofSeconds(5),
            new Retry(2, Duration.ofMillis(100), Duration.ofSeconds(60)),
            _ -> {},
            InstantSource.fixed(Instant.EPOCH));
    var settings = new SpotAdvisorSource.Settings("us-east-1", TypeFilter.ALL, url);
    return new SpotAdvisorSource(settings, http).check();
  }

  /// Says the same in the words of EC2 and of services that speak JSON.
  private static ScriptedAws answering(int status, String code) throws Exception {
    return new ScriptedAws((request, _) ->
        request.startsWith("{")
            ? Answer.refusedInJson(status, code)
            : Answer.refused(status, code));
  }

  @Test
  void services_that_answer_are_well() throws Exception {
    try (var aws =
        new ScriptedAws((request, _) -> Answer.ok(request.startsWith("{") ? "{}" : "<R></R>"))) {
      assertThat(check(aws.url()))
          .allMatch(Check::ok)
          .extracting(Check::subject)
          .containsExactly(
              "aws-types/us-east-1: ec2:DescribeInstanceTypes",
              "aws-spot/us-east-1: ec2:DescribeSpotPriceHistory",
              "aws-spot/us-east-1: ec2:DescribeAvailabilityZones",
              "aws-on-demand/us-east-1: pricing:GetProducts");
    }
  }

  @Test
  void a_refused_key_is_to_be_renewed() throws Exception {
    try (var aws = answering(401, "AuthFailure")) {
      assertThat(check(aws.url()))
          .hasSize(4)
          .allSatisfy(check -> {
            assertThat(check.ok()).isFalse();
            assertThat(check.message()).contains("is refused (");
            assertThat(check.fix()).contains("Renew the credentials").contains("clock");
          });
    }
  }

  @Test
  void a_denied_call_names_the_action_to_allow() throws Exception {
    try (var aws = answering(403, "AccessDeniedException")) {
      assertThat(check(aws.url()))
          .hasSize(4)
          .allSatisfy(check -> {
            assertThat(check.ok()).isFalse();
            var action = check.subject().substring(check.subject().indexOf(' ') + 1);
            assertThat(check.fix()).contains("Allow the action " + action);
          });
    }
  }

  @Test
  void an_unknown_host_is_told_with_its_name() {
    assertThat(check(NOWHERE))
        .hasSize(4)
        .allSatisfy(check -> {
          assertThat(check.ok()).isFalse();
          assertThat(check.message()).contains("knows no host trimtab.invalid");
          assertThat(check.fix()).contains("aws.ec2Endpoint");
        });
  }

  @Test
  void the_advisor_is_well_denied_or_nowhere() throws Exception {
    try (var aws =
        new ScriptedAws(
            Answer.ok("{\"spot_advisor\":{\"us-east-1\":{\"Linux\":{\"m5.large\":{}}}}}"),
            new Answer(403, "no"))) {
      assertThat(checkAdvisor(aws.url()))
          .singleElement()
          .satisfies(check -> assertThat(check.message()).isEqualTo("1 types"));
      assertThat(checkAdvisor(aws.url()))
          .singleElement()
          .satisfies(check -> {
            assertThat(check.message()).contains("answered 403");
            assertThat(check.fix()).contains("aws.spotAdvisorUrl");
          });
    }
    assertThat(checkAdvisor(NOWHERE))
        .singleElement()
        .satisfies(check -> {
          assertThat(check.ok()).isFalse();
          assertThat(check.message()).contains("unknown host");
          assertThat(check.fix()).contains("aws.spotAdvisorUrl");
        });
  }
}
