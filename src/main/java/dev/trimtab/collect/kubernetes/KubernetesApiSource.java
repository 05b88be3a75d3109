package dev.trimtab.collect.kubernetes;

import dev.trimtab.collect.http.Pause;
import dev.trimtab.collect.http.Retry;
import dev.trimtab.collect.kubernetes.map.InventoryAssembler;
import dev.trimtab.collect.kubernetes.map.ObjectReader;
import dev.trimtab.collect.kubernetes.map.Reading;
import dev.trimtab.collect.kubernetes.map.SeenObjects;
import dev.trimtab.model.Check;
import dev.trimtab.model.Fact;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Source;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.units.TimeWindow;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A cluster as its API tells it now.
public final class KubernetesApiSource implements Source {
  private static final int NOT_FOUND = 404;

  private final KubernetesSettings settings;
  private final Retry retry;
  private final Pause pause;
  private final Map<String, String> environment;

  public KubernetesApiSource(KubernetesSettings settings) {
    this(settings, Retry.USUAL, Pause.REAL, System.getenv());
  }

  public KubernetesApiSource(
      KubernetesSettings settings, Retry retry, Pause pause, Map<String, String> environment) {
    this.settings = settings;
    this.retry = retry;
    this.pause = pause;
    this.environment = Map.copyOf(environment);
  }

  @Override
  public String name() {
    return "kubernetes/" + settings.cluster();
  }

  /// An inventory is of now: there is no history to fetch.
  @Override
  public Reach reach() {
    return new Reach(Duration.ZERO, Duration.ZERO);
  }

  @Override
  public void collect(TimeWindow window, FactSink sink) throws SourceUnavailable {
    var reading = new Reading(name());
    var seen = new SeenObjects();
    String version;
    try (var client = clients().open()) {
      var serialization = new KubernetesSerialization();
      var pages =
          new ApiPages(
              client,
              serialization,
              (object, why) -> reading.problem(object, "unreadable-object", why));
      var pager =
          new Pager(
              name(), new Deadline(pages, settings.timeout()), settings.pageSize(), retry, pause);
      var objects = new ObjectReader(reading, serialization);
      for (var kind : Kinds.INVENTORY) {
        read(pager, kind, objects, seen, reading);
      }
      version = version(client, reading);
      keyHolders(client, serialization, objects, seen, reading).forEach(sink::accept);
    }
    reading.problems().forEach(sink::problem);
    sink.accept(
        new Fact.Inventory(
            InventoryAssembler.assemble(settings.cluster(), window.end(), version, seen)));
    sink.completeThrough(window.end());
  }

  /// Who names LLM keys, of the kinds that could be read.
  private List<Fact> keyHolders(
      KubernetesClient client,
      KubernetesSerialization serialization,
      ObjectReader objects,
      SeenObjects seen,
      Reading reading) {
    var lists =
        new KeyHolderLists(
            namespace ->
                new Pager(
                    name(),
                    new Deadline(
                        new MetadataPages(client, serialization, namespace), settings.timeout()),
                    settings.pageSize(),
                    retry,
                    pause),
            objects,
            seen,
            reading);
    var facts = new ArrayList<Fact>();
    if (lists.accounts()) {
      facts.add(seen.keyHolders(settings.cluster(), Kinds.SERVICE_ACCOUNT.kind()));
    }
    if (lists.secrets(settings.secretNamespaces())) {
      facts.add(seen.keyHolders(settings.cluster(), Kinds.SECRET.kind()));
    }
    return facts;
  }

  @Override
  public List<Check> check() {
    var kinds = new ArrayList<>(Kinds.INVENTORY);
    kinds.add(Kinds.SERVICE_ACCOUNT);
    return new Permissions(name(), clients()).check(kinds, settings.secretNamespaces());
  }

  /// Whatever bears on the version (resize in place) can wait for the next run.
  private static String version(KubernetesClient client, Reading reading) {
    try {
      var info = client.getKubernetesVersion();
      return info == null || info.getGitVersion() == null ? "" : info.getGitVersion();
    } catch (KubernetesClientException e) {
      if (e.getCode() == NOT_FOUND) {
        return "";
      }
      reading.problem("version", "no-version", "cannot read /version: " + Failures.explain(e));
      return "";
    }
  }

  private Clients clients() {
    return new Clients(name(), settings, environment);
  }

  private void read(Pager pager, Kind kind, ObjectReader objects, SeenObjects seen, Reading reading)
      throws SourceUnavailable {
    var outcome =
        pager.read(
            kind,
            object -> objects.read(object).ifPresent(seen::add),
            () -> seen.forget(kind.kind()));
    switch (outcome) {
      case READ -> {}
      case ABSENT -> absent(pager, kind, objects, seen, reading);
      case FORBIDDEN -> forbidden(kind, reading);
    }
  }

  private void absent(
      Pager pager, Kind kind, ObjectReader objects, SeenObjects seen, Reading reading)
      throws SourceUnavailable {
    if (kind.required()) {
      throw new SourceUnavailable(
          "%s: %s knows no %s (404). Maybe the address is not that of a Kubernetes API?"
              .formatted(name(), settings.access(), kind.resource()));
    }
    if (kind.equals(Kinds.AUTOSCALER)) {
      read(pager, Kinds.AUTOSCALER_V1, objects, seen, reading);
    }
  }

  private void forbidden(Kind kind, Reading reading) throws SourceUnavailable {
    if (kind.required()) {
      throw new SourceUnavailable(name() + ": " + Failures.forbidden(kind));
    }
    reading.problem(kind.resource(), "forbidden", Failures.forbidden(kind));
  }
}
