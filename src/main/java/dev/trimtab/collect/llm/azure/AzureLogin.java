package dev.trimtab.collect.llm.azure;

import dev.trimtab.collect.http.Http;
import dev.trimtab.collect.llm.api.JsonApi;
import dev.trimtab.collect.llm.api.Login;
import dev.trimtab.model.SourceUnavailable;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import tools.jackson.core.JacksonException;

/// Tokens of a service principal, by client credentials: asked for when needed, used while they
/// last.
public final class AzureLogin implements Login {
  private static final Duration SPARE = Duration.ofMinutes(5);

  /// Who asks.
  ///
  /// @param authority such as `https://login.microsoftonline.com`
  /// @param secret never shown
  public record Principal(URI authority, String tenant, String clientId, String secret) {
    @Override
    public String toString() {
      return clientId + " of " + tenant;
    }
  }

  private final String source;
  private final Principal principal;
  private final Http http;
  private final InstantSource clock;
  private String token = "";
  private Instant until = Instant.EPOCH;

  public AzureLogin(String source, Principal principal, Http http, InstantSource clock) {
    this.source = source;
    this.principal = principal;
    this.http = http;
    this.clock = clock;
  }

  @Override
  public synchronized HttpRequest.Builder sign(HttpRequest.Builder request)
      throws SourceUnavailable {
    if (!clock.instant().isBefore(until)) {
      renew();
    }
    return request.header("Authorization", "Bearer " + token);
  }

  private void renew() throws SourceUnavailable {
    var uri =
        URI.create(
            principal.authority().toString().replaceAll("/$", "")
                + "/"
                + principal.tenant()
                + "/oauth2/v2.0/token");
    var form =
        "grant_type=client_credentials&scope=https%3A%2F%2Fmanagement.azure.com%2F.default&client_id="
            + encode(principal.clientId())
            + "&client_secret="
            + encode(principal.secret());
    var request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    try (var body = http.send(request)) {
      var answer = JsonApi.JSON.readTree(body);
      token = answer.path("access_token").asString("");
      until = clock.instant().plusSeconds(answer.path("expires_in").asLong(0)).minus(SPARE);
    } catch (Http.Refused e) {
      // the answer may repeat what was sent: only its status is told
      throw new SourceUnavailable(
          "%s: Entra refused the service principal %s (%d). It wants %s"
              .formatted(source, principal, e.status(), wanted()));
    } catch (IOException | JacksonException e) {
      throw new SourceUnavailable(
          "%s: Entra's answer could not be read: %s".formatted(source, e.getMessage()), e);
    }
    if (token.isEmpty()) {
      throw new SourceUnavailable(source + ": Entra's answer holds no access token");
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public String wanted() {
    return "a service principal with the role Monitoring Reader on the accounts: set tenant, user (its client id) and adminKey (its secret) of this entry of llm.providers";
  }
}
