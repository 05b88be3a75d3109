package dev.trimtab.collect.kubernetes;

import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.PartialObjectMetadataList;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Pages of names, labels and annotations alone: the server leaves everything else out, so that the
/// data of a Secret never comes here. A server that cannot do so is refused rather than asked for
/// the whole.
///
/// @param namespace to list in; empty for all
record MetadataPages(
    KubernetesClient client, KubernetesSerialization serialization, String namespace)
    implements Pager.Pages {
  /// Without a plain `application/json`, which a server might fall back to.
  static final String ACCEPT = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";

  private static final int OK = 200;
  private static final int NOT_ACCEPTABLE = 406;

  @Override
  public Pager.Page fetch(Kind kind, ListOptions options) {
    var response = ask(kind, options);
    if (response.code() != OK) {
      var status = status(response.body());
      throw new KubernetesClientException(
          status == null ? "status " + response.code() : String.valueOf(status.getMessage()),
          response.code(),
          status);
    }
    var list = list(response.body());
    if (!"PartialObjectMetadataList".equals(list.getKind())) {
      throw new KubernetesClientException(
          "the server answers with whole %s although metadata alone was asked for"
              .formatted(kind.plural()),
          NOT_ACCEPTABLE,
          null);
    }
    list.getItems().forEach(item -> item.setKind(kind.kind()));
    var meta = list.getMetadata();
    return new Pager.Page(
        list.getItems(), meta == null ? "" : Objects.requireNonNullElse(meta.getContinue(), ""));
  }

  private HttpResponse<byte[]> ask(Kind kind, ListOptions options) {
    var http = client.getHttpClient();
    var request = http.newHttpRequestBuilder().uri(uri(kind, options)).header("Accept", ACCEPT);
    try {
      return http.sendAsync(request.build(), byte[].class).get();
    } catch (ExecutionException e) {
      throw new KubernetesClientException(String.valueOf(e.getCause()), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KubernetesClientException("interrupted", e);
    }
  }

  private String uri(Kind kind, ListOptions options) {
    var next = options.getContinue();
    return "%s/api/v1/%s%s?limit=%d%s"
        .formatted(
            client.getMasterUrl().toString().replaceAll("/+$", ""),
            namespace.isEmpty() ? "" : "namespaces/" + namespace + "/",
            kind.plural(),
            options.getLimit(),
            next == null ? "" : "&continue=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
  }

  private PartialObjectMetadataList list(byte[] body) {
    try {
      return serialization.unmarshal(text(body), PartialObjectMetadataList.class);
    } catch (IllegalArgumentException | KubernetesClientException | JacksonException e) {
      throw new KubernetesClientException("the answer is no list: " + e.getMessage(), e);
    }
  }

  private @Nullable Status status(byte[] body) {
    try {
      return serialization.unmarshal(text(body), Status.class);
    } catch (IllegalArgumentException | KubernetesClientException | JacksonException _) {
      return null; // a proxy's page: the code says enough
    }
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }
}
