package dev.trimtab.rightsize.patch;

import dev.trimtab.model.cluster.Resources;
import java.util.List;

/// What is known of the pods that a resize is for.
///
/// @param version of their cluster's API server, such as `v1.33.4`; empty where unknown
/// @param beside what their other containers ask for, those that are not resized
public record Running(String version, List<Resources> beside) {
  public static final Running UNKNOWN = new Running("", List.of());

  public Running {
    beside = List.copyOf(beside);
  }
}
