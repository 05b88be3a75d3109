package dev.trimtab.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The SDK signs one header more than AWS's published test suite does (`x-amz-content-sha256`), so
/// that no signature of the suite is the signer's. Hence in two steps: the suite holds the
/// reference, and the reference holds the signer.
class SigV4SignerTest {
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final String DATE = "20150830T123600Z";
  private static final String HOST = "example.amazonaws.com";
  private static final URI ROOT = URI.create("https://" + HOST + "/");
  private static final byte[] NOTHING = {};
  private static final Pattern AUTHORIZATION =
      Pattern.compile("AWS4-HMAC-SHA256 Credential=(.+), SignedHeaders=(.+), Signature=(.+)");

  private static ReferenceSignature reference(String service) {
    return new ReferenceSignature(SECRET, DATE, "us-east-1", service);
  }

  private static String suite(String method, URI uri, Map<String, String> more) throws Exception {
    var headers = new TreeMap<>(Map.of("host", HOST, "x-amz-date", DATE));
    headers.putAll(more);
    return reference("service").of(method, uri, headers, NOTHING);
  }

  @Test
  void the_reference_gives_the_signatures_that_aws_publishes() throws Exception {
    assertThat(suite("GET", ROOT, Map.of()))
        .as("get-vanilla")
        .isEqualTo("5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
    assertThat(suite("GET", ROOT.resolve("?Param2=value2&Param1=value1"), Map.of()))
        .as("get-vanilla-query-order-key-case")
        .isEqualTo("b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500");
    assertThat(suite("POST", ROOT, Map.of()))
        .as("post-vanilla")
        .isEqualTo("5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
    assertThat(suite("POST", ROOT, Map.of("my-header1", "value1")))
        .as("post-header-key-case")
        .isEqualTo("c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c");
  }

  @Test
  void signs_as_the_reference_does() throws Exception {
    holds("service", "GET", ROOT, Map.of(), NOTHING);
    holds("service", "GET", ROOT.resolve("?Param2=value2&Param1=value1"), Map.of(), NOTHING);
    holds("service", "POST", ROOT, Map.of("My-Header1", "value1"), NOTHING);
  }

  @Test
  void signs_the_body_and_the_port_of_a_query_to_managed_prometheus() throws Exception {
    var form = "query=up&time=1".getBytes(StandardCharsets.UTF_8);
    var headers = Map.of("Content-Type", "application/x-www-form-urlencoded");
    holds("aps", "POST", ROOT.resolve("/workspaces/ws-1/api/v1/query"), headers, form);
    holds("aps", "POST", URI.create("http://localhost:9090/api/v1/query"), headers, form);
  }

  private static void holds(
      String service, String method, URI uri, Map<String, String> headers, byte[] body)
      throws Exception {
    var request = sign(service, method, uri, headers, body);
    var given = request.headers();
    headers.forEach((name, value) -> assertThat(given.firstValue(name)).contains(value));
    assertThat(given.firstValue("X-Amz-Date")).contains(DATE);
    assertThat(given.map().toString()).doesNotContain(SECRET);

    var said = AUTHORIZATION.matcher(given.firstValue("Authorization").orElse(""));
    assertThat(said.matches()).isTrue();
    assertThat(said.group(1))
        .isEqualTo("AKIDEXAMPLE/20150830/us-east-1/" + service + "/aws4_request");
    var signed = new TreeMap<String, String>();
    for (var name : said.group(2).split(";", -1)) {
      // the client writes the host itself, from the address
      signed.put(
          name, name.equals("host") ? uri.getAuthority() : given.firstValue(name).orElseThrow());
    }
    assertThat(signed).containsKeys("host", "x-amz-date");
    assertThat(said.group(3)).isEqualTo(reference(service).of(method, uri, signed, body));
  }

  private static HttpRequest sign(
      String service, String method, URI uri, Map<String, String> headers, byte[] body)
      throws Exception {
    var clock = Clock.fixed(Instant.parse("2015-08-30T12:36:00Z"), ZoneOffset.UTC);
    var key = new AwsCredentials.FixedKey("AKIDEXAMPLE", SECRET);
    return new SigV4Signer(key, service, "us-east-1", clock)
        .sign(method, uri, headers, body)
        .build();
  }
}
