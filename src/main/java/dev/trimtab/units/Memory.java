package dev.trimtab.units;

/// An amount of memory, in bytes.
///
/// @param bytes zero or more
public record Memory(long bytes) implements Comparable<Memory> {
  public static final Memory ZERO = new Memory(0);
  private static final long MEBI = 1L << 20;

  public Memory {
    if (bytes < 0) {
      throw new IllegalArgumentException("memory must not be negative: " + bytes + " B");
    }
  }

  public static Memory bytes(long bytes) {
    return new Memory(bytes);
  }

  public static Memory mebi(long mebibytes) {
    return new Memory(Math.multiplyExact(mebibytes, MEBI));
  }

  public double gibi() {
    return bytes / (double) (1L << 30);
  }

  public Memory plus(Memory other) {
    return new Memory(Math.addExact(bytes, other.bytes));
  }

  /// Rounds up to the next byte.
  public Memory times(double factor) {
    return new Memory((long) Math.ceil(bytes * factor));
  }

  public Memory roundUpToMebi() {
    return new Memory(Math.multiplyExact(Math.ceilDiv(bytes, MEBI), MEBI));
  }

  public Memory atLeast(Memory floor) {
    return compareTo(floor) >= 0 ? this : floor;
  }

  @Override
  public int compareTo(Memory other) {
    return Long.compare(bytes, other.bytes);
  }

  /// The Kubernetes quantity: `512Mi` where it is whole mebibytes, else plain bytes.
  @Override
  public String toString() {
    return bytes % MEBI == 0 && bytes > 0 ? bytes / MEBI + "Mi" : Long.toString(bytes);
  }
}
