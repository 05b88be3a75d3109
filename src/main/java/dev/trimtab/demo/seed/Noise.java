package dev.trimtab.demo.seed;

/// Random-looking numbers that are functions of their arguments, so that nothing needs storing.
public final class Noise {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  // the letters of generated Kubernetes names: no vowels, so no words
  private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

  private Noise() {}

  /// The finalizer of SplitMix64: every input bit moves every output bit.
  public static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  public static long of(long key, long index) {
    return mix(key + index * GOLDEN);
  }

  public static long of(long key, String text) {
    long hash = mix(key ^ GOLDEN);
    for (int i = 0; i < text.length(); i++) {
      hash = mix(hash + text.charAt(i) * GOLDEN);
    }
    return hash;
  }

  /// A number in `[0, 1)`.
  public static double unit(long hash) {
    return (hash >>> 11) * 0x1.0p-53;
  }

  /// A whole number in `[from, to)`.
  public static int between(long hash, int from, int to) {
    return from + (int) Math.floorMod(hash, (long) (to - from));
  }

  /// A smooth curve in `[-1, 1]` that passes through one random value every `period` steps.
  public static double smooth(long key, long index, int period) {
    long cell = Math.floorDiv(index, period);
    double within = (double) Math.floorMod(index, period) / period;
    double left = unit(of(key, cell));
    double right = unit(of(key, cell + 1));
    return 2 * (left + (right - left) * within) - 1;
  }

  /// The random part of a generated Kubernetes name.
  public static String letters(long hash, int length) {
    var text = new StringBuilder(length);
    long rest = hash;
    for (int i = 0; i < length; i++) {
      text.append(LETTERS.charAt((int) Math.floorMod(rest, (long) LETTERS.length())));
      rest = mix(rest + GOLDEN);
    }
    return text.toString();
  }

  /// An identifier in the form of a UUID.
  public static String uuid(long hash) {
    return new java.util.UUID(hash, mix(hash ^ GOLDEN)).toString();
  }

  /// Lower-case hexadecimal digits, as in the ids of cloud resources.
  public static String hex(long hash, int length) {
    return (String.format("%016x", hash) + String.format("%016x", mix(hash))).substring(0, length);
  }
}
