package dev.trimtab.collect.kubernetes;

import dev.trimtab.collect.http.Pause;
import dev.trimtab.collect.http.Retry;
import dev.trimtab.model.SourceUnavailable;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Lists a kind page by page, and holds one page at a time.
record Pager(String source, Pages pages, int pageSize, Retry retry, Pause pause) {
  /// A list that expires more often than this is too slow to ever end.
  private static final int MOST_RESTARTS = 3;

  /// Where pages come from: one request, with no second try.
  interface Pages {
    Page fetch(Kind kind, ListOptions options);
  }

  /// One page of a list.
  ///
  /// @param next the continue token, empty on the last page
  record Page(List<? extends HasMetadata> items, String next) {}

  /// How a list ended.
  enum Outcome {
    READ,
    ABSENT,
    FORBIDDEN
  }

  /// Hands over every object of a kind, in every namespace.
  ///
  /// @param restart called when the server forgot the list half-way, and before it is read anew:
  ///   what was handed over is void
  Outcome read(Kind kind, Consumer<HasMetadata> each, Runnable restart) throws SourceUnavailable {
    for (int restarts = 0; restarts <= MOST_RESTARTS; restarts++) {
      try {
        readOnce(kind, each);
        return Outcome.READ;
      } catch (KubernetesClientException e) {
        switch (e.getCode()) {
          case 404 -> {
            return Outcome.ABSENT;
          }
          case 403 -> {
            return Outcome.FORBIDDEN;
          }
          case 410 -> restart.run();
          default -> throw unavailable(kind, e);
        }
      }
    }
    throw new SourceUnavailable(
        "%s: the list of %s expired %d times before its end (410 Gone). Maybe a larger page size helps, it is %d"
            .formatted(source, kind.resource(), MOST_RESTARTS + 1, pageSize));
  }

  private void readOnce(Kind kind, Consumer<HasMetadata> each) throws SourceUnavailable {
    String token = null;
    do {
      var page = fetch(kind, token);
      page.items().forEach(each);
      if (!page.next().isEmpty() && page.next().equals(token)) {
        throw new SourceUnavailable(
            "%s: the server keeps returning the same page of %s"
                .formatted(source, kind.resource()));
      }
      token = page.next();
    } while (!token.isEmpty());
  }

  private Page fetch(Kind kind, @Nullable String token) throws SourceUnavailable {
    var options = new ListOptionsBuilder().withLimit((long) pageSize).withContinue(token).build();
    for (int attempt = 1; ; attempt++) {
      try {
        return pages.fetch(kind, options);
      } catch (KubernetesClientException e) {
        if (attempt >= retry.attempts() || !isWorthRetrying(e)) {
          throw e;
        }
        pauseFor(retry.delay(attempt, retryAfter(e)));
      }
    }
  }

  private void pauseFor(Duration length) throws SourceUnavailable {
    try {
      pause.pause(length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceUnavailable(source + ": interrupted while it was read", e);
    }
  }

  /// A code of -1 or 0 is a connection that broke, a timeout, or a body that ended early.
  private static boolean isWorthRetrying(KubernetesClientException e) {
    return switch (e.getCode()) {
      case -1, 0, 200, 429, 500, 502, 503, 504 -> true;
      default -> false;
    };
  }

  private static Optional<Duration> retryAfter(KubernetesClientException e) {
    return Optional.ofNullable(e.getStatus())
        .map(status -> status.getDetails())
        .map(details -> details.getRetryAfterSeconds())
        .map(Duration::ofSeconds);
  }

  private SourceUnavailable unavailable(Kind kind, KubernetesClientException e) {
    return new SourceUnavailable(
        "%s: cannot list %s: %s".formatted(source, kind.resource(), Failures.explain(e)), e);
  }
}
