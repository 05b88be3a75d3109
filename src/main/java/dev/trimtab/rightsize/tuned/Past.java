package dev.trimtab.rightsize.tuned;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A container's windows in order; null where it was not seen.
///
/// @param key tells containers apart, the same in every run
public record Past(long key, List<@Nullable WindowUse> windows) {
  @Nullable WindowUse at(int window) {
    return window < windows.size() ? windows.get(window) : null;
  }

  /// A key from a name: FNV-1a, 64 bits, whose low bits are spread well.
  public static long key(String name) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
