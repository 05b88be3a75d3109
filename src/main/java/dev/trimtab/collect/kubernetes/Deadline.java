package dev.trimtab.collect.kubernetes;

import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Bounds the time of a request to its last byte; the client's own timeout ends with the headers,
/// and would wait forever for a body that stalls.
record Deadline(Pager.Pages pages, Duration timeout) implements Pager.Pages {

  @Override
  public Pager.Page fetch(Kind kind, ListOptions options) {
    var task = new FutureTask<>(() -> pages.fetch(kind, options));
    Thread.ofVirtual().name("list-" + kind.plural()).start(task);
    try {
      return task.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      throw new KubernetesClientException("no whole answer within " + timeout, e);
    } catch (InterruptedException e) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw new KubernetesClientException("interrupted", e);
    } catch (ExecutionException e) {
      throw KubernetesClientException.launderThrowable(e.getCause());
    }
  }
}
