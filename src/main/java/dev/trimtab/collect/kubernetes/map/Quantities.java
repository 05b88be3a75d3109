package dev.trimtab.collect.kubernetes.map;

import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads Kubernetes quantities of one object; a bad one is a problem and counts as not set.
record Quantities(Reading reading, String subject) {
  // checked before it is parsed, since 1e999999999 is a number that takes gigabytes to round
  private static final Pattern SANE =
      Pattern.compile("[+-]?[0-9.]{1,30}([numkKMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]{1,2})?");
  private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

  @Nullable Cpu cpu(@Nullable Map<String, Quantity> amounts) {
    return amount(amounts, "cpu", 3).map(Cpu::millis).orElse(null);
  }

  @Nullable Memory memory(@Nullable Map<String, Quantity> amounts) {
    return memory(amounts, "memory");
  }

  @Nullable Memory memory(@Nullable Map<String, Quantity> amounts, String resource) {
    return amount(amounts, resource, 0).map(Memory::bytes).orElse(null);
  }

  /// Whole units of a resource such as `pods`; 0 where not set.
  int count(@Nullable Map<String, Quantity> amounts, String resource) {
    return amount(amounts, resource, 0).map(n -> (int) Math.min(n, Integer.MAX_VALUE)).orElse(0);
  }

  /// The amounts as they are written, for rules that keep them.
  Map<String, String> written(@Nullable Map<String, Quantity> amounts) {
    var written = new TreeMap<String, String>();
    if (amounts != null) {
      amounts.forEach(
          (name, amount) -> written.put(reading.text(name), reading.text(text(amount))));
    }
    return written;
  }

  /// The exact value in the base unit: cores, bytes, pieces.
  Optional<BigDecimal> value(@Nullable Map<String, Quantity> amounts, String resource) {
    var quantity = amounts == null ? null : amounts.get(resource);
    if (quantity == null) {
      return Optional.empty();
    }
    var text = text(quantity);
    try {
      if (SANE.matcher(text).matches()) {
        var value = Quantity.getAmountInBytes(Quantity.parse(text));
        if (value.signum() >= 0 && value.movePointRight(3).compareTo(LARGEST) <= 0) {
          return Optional.of(value);
        }
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      // two decimal points and the like: reported below with all the others
    }
    reading.problem(
        subject,
        "bad-quantity",
        "%s '%s' is no usable Kubernetes quantity (such as 250m or 512Mi); taken as not set"
            .formatted(resource, text));
    return Optional.empty();
  }

  /// Rounded up, so that what is asked for still fits.
  private Optional<Long> amount(
      @Nullable Map<String, Quantity> amounts, String resource, int decimals) {
    return value(amounts, resource)
        .map(value -> value.movePointRight(decimals).setScale(0, RoundingMode.CEILING))
        .map(BigDecimal::longValueExact);
  }

  private static String text(@Nullable Quantity quantity) {
    return quantity == null ? "" : quantity.toString();
  }
}
