package dev.trimtab.rightsize.amount;

import dev.trimtab.model.cluster.Resources;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A resource that is sized, its amounts in whole millicores or bytes: for rules that hold for both
/// alike.
public enum Measure {
  CPU("CPU", "cpu", 3) {
    @Override
    public OptionalLong request(Resources of) {
      return of(of.cpuRequest());
    }

    @Override
    public OptionalLong limit(Resources of) {
      return of(of.cpuLimit());
    }

    @Override
    public String words(long amount) {
      return Cpu.millis(amount).toString();
    }

    @Override
    public long down(long amount) {
      return amount;
    }

    @Override
    public long up(long amount) {
      return amount;
    }

    private OptionalLong of(@Nullable Cpu cpu) {
      return cpu == null ? OptionalLong.empty() : OptionalLong.of(cpu.millis());
    }
  },
  MEMORY("memory", "memory", 0) {
    @Override
    public OptionalLong request(Resources of) {
      return of(of.memoryRequest());
    }

    @Override
    public OptionalLong limit(Resources of) {
      return of(of.memoryLimit());
    }

    @Override
    public String words(long amount) {
      return Memory.bytes(amount).toString();
    }

    @Override
    public long down(long amount) {
      return amount < MEBI ? amount : amount / MEBI * MEBI;
    }

    @Override
    public long up(long amount) {
      return amount > Long.MAX_VALUE - MEBI ? amount : Math.ceilDiv(amount, MEBI) * MEBI;
    }

    private OptionalLong of(@Nullable Memory memory) {
      return memory == null ? OptionalLong.empty() : OptionalLong.of(memory.bytes());
    }
  };

  private static final long MEBI = 1L << 20;
  private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

  private final String word;
  private final String key;
  private final int decimals;

  Measure(String word, String key, int decimals) {
    this.word = word;
    this.key = key;
    this.decimals = decimals;
  }

  public abstract OptionalLong request(Resources of);

  public abstract OptionalLong limit(Resources of);

  /// What is asked for: Kubernetes takes a limit for the request where none is stated.
  public OptionalLong asked(Resources of) {
    var request = request(of);
    return request.isPresent() ? request : limit(of);
  }

  /// The Kubernetes quantity.
  public abstract String words(long amount);

  /// Rounded down to what is nice to read: a whole mebibyte.
  public abstract long down(long amount);

  /// Rounded up to a whole mebibyte.
  public abstract long up(long amount);

  /// As it stands within a sentence.
  public String word() {
    return word;
  }

  /// As Kubernetes names it: `cpu`, `memory`.
  public String key() {
    return key;
  }

  /// A Kubernetes quantity in millicores or bytes, rounded down; empty where it is none.
  public OptionalLong read(@Nullable String quantity) {
    Optional<BigDecimal> value = quantity == null ? Optional.empty() : Quantity.parse(quantity);
    return value.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(value.get().movePointRight(decimals).min(LARGEST).longValue());
  }

  /// A sum that stops at the largest number.
  public static long plus(long a, long b) {
    long sum = a + b;
    return a > 0 && b > 0 && sum < 0 ? Long.MAX_VALUE : sum;
  }
}
