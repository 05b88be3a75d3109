package dev.trimtab.collect.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import org.jspecify.annotations.Nullable;

/// What a failed request means, and the way out.
final class Failures {
  private static final int SHOWN = 300;

  private Failures() {}

  static String explain(KubernetesClientException e) {
    return switch (e.getCode()) {
      case -1, 0, 200 ->
          "no whole answer (%s). Maybe the server is down, slow, or its address mistyped?"
              .formatted(root(e));
      case 401 ->
          "401 Unauthorized. Maybe the token is missing or has expired, or it is another cluster's?";
      default -> e.getCode() + " " + cut(statusMessage(e));
    };
  }

  static String forbidden(Kind kind) {
    return "may not list %s (403). Maybe add to its ClusterRole: %s"
        .formatted(kind.resource(), kind.rule());
  }

  private static String statusMessage(KubernetesClientException e) {
    var status = e.getStatus();
    return status == null || status.getMessage() == null
        ? String.valueOf(e.getMessage())
        : status.getMessage();
  }

  private static String root(Throwable e) {
    Throwable cause = e;
    for (@Nullable Throwable next = e; next != null; next = next.getCause()) {
      cause = next;
    }
    return cause.getClass().getSimpleName()
        + (cause.getMessage() == null ? "" : ": " + cut(cause.getMessage()));
  }

  private static String cut(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
