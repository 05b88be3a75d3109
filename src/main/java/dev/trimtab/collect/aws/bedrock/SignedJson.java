package dev.trimtab.collect.aws.bedrock;

import dev.trimtab.collect.http.Http;
import dev.trimtab.collect.http.RequestSigner;
import dev.trimtab.model.SourceUnavailable;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One AWS service's API that speaks JSON. Throttling, which AWS answers with a 400, is waited out.
final class SignedJson {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final String source;
  private final URI root;
  private final RequestSigner signer;
  private final Http http;

  SignedJson(String source, URI root, RequestSigner signer, Http http) {
    this.source = source;
    this.root = root;
    this.signer = signer;
    this.http = http;
  }

  /// @param action as IAM policies name it, for messages
  JsonNode get(String action, String pathAndQuery) throws SourceUnavailable {
    return send(action, "GET", pathAndQuery, Map.of(), "");
  }

  JsonNode post(String action, String path, Map<String, String> headers, JsonNode body)
      throws SourceUnavailable {
    return send(action, "POST", path, headers, JSON.writeValueAsString(body));
  }

  private JsonNode send(
      String action, String method, String path, Map<String, String> headers, String body)
      throws SourceUnavailable {
    var uri = URI.create(root.toString().replaceAll("/$", "") + path);
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    for (int attempt = 1; ; attempt++) {
      try (var answer = http.send(signer.sign(method, uri, headers, bytes))) {
        return JSON.readTree(answer);
      } catch (Http.Refused e) {
        if (!isThrottled(e) || attempt >= http.attempts()) {
          throw refused(action, e);
        }
      } catch (IOException | JacksonException e) {
        if (attempt >= http.attempts()) {
          throw new SourceUnavailable(
              "%s: %s sent no whole JSON in %d tries: %s"
                  .formatted(source, action, attempt, e.getMessage()),
              e);
        }
      }
      http.backOff(attempt);
    }
  }

  private static boolean isThrottled(Http.Refused e) {
    return e.status() == 400 && e.body().contains("Throttling");
  }

  private SourceUnavailable refused(String action, Http.Refused e) {
    return e.body().contains("AccessDenied") || e.status() == 403
        ? new SourceUnavailable(
            "%s: %s is denied. Allow the action %s; deploy/iam-policy.json has all that Trimtab needs"
                .formatted(source, action, action),
            e)
        : e.unavailable();
  }
}
