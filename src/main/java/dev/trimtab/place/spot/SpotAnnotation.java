package dev.trimtab.place.spot;

import dev.trimtab.model.cluster.Workload;
import java.util.Optional;

/// The annotation by which a workload's owner decides.
public final class SpotAnnotation {
  public static final String KEY = "trimtab.dev/spot";
  static final String ALLOWED = "allowed";
  static final String FORBIDDEN = "forbidden";

  private SpotAnnotation() {}

  static Optional<String> of(Workload workload) {
    return Optional.ofNullable(workload.annotations().get(KEY));
  }

  /// Whether the owner says anything.
  public static boolean decides(Workload workload) {
    return of(workload).isPresent();
  }

  /// Whether the owner overrules every rule.
  public static boolean allows(Workload workload) {
    return of(workload).filter(ALLOWED::equals).isPresent();
  }
}
