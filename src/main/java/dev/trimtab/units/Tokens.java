package dev.trimtab.units;

/// A count of LLM tokens; negative where a provider takes usage back.
public record Tokens(long count) implements Comparable<Tokens> {
  public static final Tokens ZERO = new Tokens(0);

  public Tokens plus(Tokens other) {
    return new Tokens(Math.addExact(count, other.count));
  }

  public Tokens minus(Tokens other) {
    return new Tokens(Math.subtractExact(count, other.count));
  }

  @Override
  public int compareTo(Tokens other) {
    return Long.compare(count, other.count);
  }
}
