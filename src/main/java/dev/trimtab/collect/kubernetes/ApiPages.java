package dev.trimtab.collect.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;

/// Pages from a live API, typed; a page with an object that does not fit its type is read again
/// object by object, so that one bad object costs itself only.
///
/// @param bad told the name of an object that cannot be read, and why
record ApiPages(
    KubernetesClient client, KubernetesSerialization serialization, BiConsumer<String, String> bad)
    implements Pager.Pages {

  @Override
  public Pager.Page fetch(Kind kind, ListOptions options) {
    if (kind.isGeneric()) {
      return page(generic(kind, options));
    }
    try {
      return page(client.resources(kind.type()).inAnyNamespace().list(options));
    } catch (KubernetesClientException e) {
      if (!isMisfit(e)) {
        throw e;
      }
    }
    var raw = page(generic(kind, options));
    return new Pager.Page(fitting(raw.items(), kind), raw.next());
  }

  private KubernetesResourceList<? extends HasMetadata> generic(Kind kind, ListOptions options) {
    return client.genericKubernetesResources(kind.context()).inAnyNamespace().list(options);
  }

  private List<HasMetadata> fitting(List<? extends HasMetadata> items, Kind kind) {
    var fitting = new ArrayList<HasMetadata>();
    for (var item : items) {
      try {
        fitting.add(serialization.convertValue(item, kind.type()));
      } catch (IllegalArgumentException | JacksonException e) {
        var meta = item.getMetadata();
        bad.accept(
            kind.kind() + " " + meta.getNamespace() + "/" + meta.getName(),
            String.valueOf(e.getMessage()));
      }
    }
    return fitting;
  }

  private static Pager.Page page(KubernetesResourceList<? extends HasMetadata> list) {
    var meta = list.getMetadata();
    return new Pager.Page(
        list.getItems(), meta == null ? "" : Objects.requireNonNullElse(meta.getContinue(), ""));
  }

  /// Whole JSON that does not fit the type, as against JSON that is cut off or none at all.
  private static boolean isMisfit(KubernetesClientException e) {
    var misfit = false;
    for (@Nullable Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof StreamReadException || cause instanceof java.io.IOException) {
        return false;
      }
      misfit |= cause instanceof JacksonException;
    }
    return misfit;
  }
}
