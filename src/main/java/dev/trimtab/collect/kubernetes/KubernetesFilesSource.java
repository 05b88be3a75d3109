package dev.trimtab.collect.kubernetes;

import dev.trimtab.collect.kubernetes.map.InventoryAssembler;
import dev.trimtab.collect.kubernetes.map.ObjectReader;
import dev.trimtab.collect.kubernetes.map.Reading;
import dev.trimtab.collect.kubernetes.map.SeenObjects;
import dev.trimtab.model.Check;
import dev.trimtab.model.Fact;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Source;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.units.TimeWindow;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/// A cluster as files tell it: what `kubectl get … -o json` or `-o yaml` wrote, manifests, or an
/// OpenShift must-gather. Every `.json`, `.yaml` and `.yml` below a folder is read; what is no
/// Kubernetes object, or of no use to us, is passed over.
public final class KubernetesFilesSource implements Source {
  private final String cluster;
  private final Path folder;
  private final KubernetesSerialization serialization = new KubernetesSerialization();
  private final ObjectFiles files = new ObjectFiles();
  private String version = "";

  public KubernetesFilesSource(String cluster, Path folder) {
    this.cluster = cluster;
    this.folder = folder;
  }

  @Override
  public String name() {
    return "kubernetes/" + cluster;
  }

  @Override
  public Reach reach() {
    return new Reach(Duration.ZERO, Duration.ZERO);
  }

  /// Files do not say when they were written; their inventory is as of the window's end.
  @Override
  public void collect(TimeWindow window, FactSink sink) throws SourceUnavailable {
    var reading = new Reading(name());
    var seen = new SeenObjects();
    var objects = new ObjectReader(reading, serialization);
    version = "";
    for (var file : files()) {
      read(file, objects, seen, reading);
    }
    reading.problems().forEach(sink::problem);
    var inventory = InventoryAssembler.assemble(cluster, window.end(), version, seen);
    if (isEmpty(inventory)) {
      throw new SourceUnavailable(
          "%s: no nodes, pods or workloads in %s. Maybe it is not the folder that kubectl or must-gather wrote to?"
              .formatted(name(), folder));
    }
    // files without any ServiceAccount say nothing about them
    if (seen.hasKeyHolders()) {
      sink.accept(seen.keyHolders(cluster, Kinds.SERVICE_ACCOUNT.kind()));
    }
    sink.accept(new Fact.Inventory(inventory));
    sink.completeThrough(window.end());
  }

  @Override
  public List<Check> check() {
    var subject = name() + ": files";
    try {
      var count = files().size();
      return List.of(
          count > 0
              ? Check.ok(subject, "%d JSON and YAML files in %s".formatted(count, folder))
              : Check.failed(
                  subject,
                  "no .json, .yaml or .yml in " + folder,
                  "write some there: kubectl get nodes,pods,deployments -A -o json"));
    } catch (SourceUnavailable e) {
      return List.of(Check.failed(subject, String.valueOf(e.getMessage()), "correct the path"));
    }
  }

  private List<Path> files() throws SourceUnavailable {
    try (var walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).filter(ObjectFiles::isOne).sorted().toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      throw new SourceUnavailable("%s: cannot read the folder %s".formatted(name(), folder), e);
    }
  }

  private void read(Path file, ObjectReader objects, SeenObjects seen, Reading reading)
      throws SourceUnavailable {
    var name = folder.relativize(file).toString();
    try {
      files.read(file, object -> read(name, object, objects, seen, reading));
    } catch (JacksonException e) {
      var place = e.getLocation();
      reading.problem(
          place == null ? name : name + ":" + place.getLineNr(),
          "unreadable-file",
          "not JSON or YAML from here on (%s); the objects before it are used"
              .formatted(e.getOriginalMessage()));
    } catch (IOException e) {
      throw new SourceUnavailable("%s: cannot read %s".formatted(name(), file), e);
    }
  }

  private void read(
      String file, ObjectNode object, ObjectReader objects, SeenObjects seen, Reading reading) {
    var apiVersion = object.path("apiVersion").asString("");
    var kind = object.path("kind").asString("");
    if (apiVersion.isEmpty() || kind.isEmpty()) {
      // what kubectl version -o json writes
      version = object.path("serverVersion").path("gitVersion").asString(version);
      return;
    }
    try {
      objects
          .read(serialization.convertValue(object, Kinds.typeOf(apiVersion, kind)))
          .ifPresent(seen::add);
    } catch (IllegalArgumentException | JacksonException e) {
      reading.problem(
          "%s: %s %s".formatted(file, kind, object.path("metadata").path("name").asString("")),
          "unreadable-object",
          "does not fit its kind; left out: " + e.getMessage());
    }
  }

  private static boolean isEmpty(ClusterInventory inventory) {
    return inventory.nodes().isEmpty()
        && inventory.pods().isEmpty()
        && inventory.workloads().isEmpty();
  }
}
