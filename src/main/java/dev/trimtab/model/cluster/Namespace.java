package dev.trimtab.model.cluster;

import java.util.Map;

/// A namespace with the labels and annotations that say whose it is.
public record Namespace(String name, Map<String, String> labels, Map<String, String> annotations) {
  public Namespace {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }
}
