package dev.trimtab.rightsize.patch;

import java.util.Optional;
import java.util.regex.Pattern;

/// A Kubernetes version as far as features go.
record ServerVersion(int major, int minor) {
  static final ServerVersion RESIZES_IN_PLACE = new ServerVersion(1, 33);
  static final ServerVersion LOWERS_MEMORY_LIMITS = new ServerVersion(1, 34);
  private static final Pattern FORM = Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})(?!\\d).*");

  /// Reads what an API server says, such as `v1.33.4-eks-ab12cd`; empty for anything else.
  static Optional<ServerVersion> of(String text) {
    var match = FORM.matcher(text);
    return match.matches()
        ? Optional.of(
            new ServerVersion(Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2))))
        : Optional.empty();
  }

  boolean isAtLeast(ServerVersion other) {
    return major > other.major || (major == other.major && minor >= other.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
