package dev.trimtab.collect.llm.api;

import dev.trimtab.model.SourceUnavailable;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.UnaryOperator;

/// How an API believes who asks. What it holds is secret and never reaches a message.
public interface Login {
  /// Adds what authenticates.
  ///
  /// @throws SourceUnavailable when there is nothing to authenticate with
  HttpRequest.Builder sign(HttpRequest.Builder request) throws SourceUnavailable;

  /// What kind of key is wanted and where it is set, for whoever is refused.
  String wanted();

  /// Adds fixed headers.
  static Login headers(UnaryOperator<HttpRequest.Builder> headers, String wanted) {
    return new Login() {
      @Override
      public HttpRequest.Builder sign(HttpRequest.Builder request) {
        return headers.apply(request);
      }

      @Override
      public String wanted() {
        return wanted;
      }
    };
  }

  static Login basic(String user, String password, String wanted) {
    var login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    var header = "Basic " + Base64.getEncoder().encodeToString(login);
    return headers(request -> request.header("Authorization", header), wanted);
  }

  static Login bearer(String key, String wanted) {
    return headers(request -> request.header("Authorization", "Bearer " + key), wanted);
  }
}
