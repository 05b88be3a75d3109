package dev.trimtab.collect.http;

import dev.trimtab.model.SourceUnavailable;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;

/// Makes a request that its server will believe, such as one signed for AWS.
@FunctionalInterface
public interface RequestSigner {
  /// Sends the headers as they are.
  RequestSigner NONE =
      (method, uri, headers, body) -> {
        var request =
            HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return request;
      };

  /// A request with the headers, the body and whatever proves who sent it.
  ///
  /// @param headers to be sent, and signed
  /// @throws SourceUnavailable when there is nothing to sign with, such as no credentials
  HttpRequest.Builder sign(String method, URI uri, Map<String, String> headers, byte[] body)
      throws SourceUnavailable;
}
