package dev.trimtab.rightsize.amount;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads Kubernetes quantities such as `250m`, `1.5`, `512Mi` or `2G`.
public final class Quantity {
  // checked before it is parsed, since 1e999999999 is a number that takes gigabytes to round
  private static final Pattern FORM =
      Pattern.compile(
          "([0-9]{1,18}(?:\\.[0-9]{0,9})?)(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE]([0-9]{1,2}))?");
  private static final Map<String, BigDecimal> FACTORS =
      Map.ofEntries(
          Map.entry("m", new BigDecimal("0.001")),
          Map.entry("k", BigDecimal.TEN.pow(3)),
          Map.entry("M", BigDecimal.TEN.pow(6)),
          Map.entry("G", BigDecimal.TEN.pow(9)),
          Map.entry("T", BigDecimal.TEN.pow(12)),
          Map.entry("P", BigDecimal.TEN.pow(15)),
          Map.entry("E", BigDecimal.TEN.pow(18)),
          Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
          Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
          Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
          Map.entry("Ti", BigDecimal.valueOf(1L << 40)),
          Map.entry("Pi", BigDecimal.valueOf(1L << 50)),
          Map.entry("Ei", BigDecimal.valueOf(1L << 60)));

  private Quantity() {}

  /// In whole units (cores, bytes); empty where the text is no quantity, or negative.
  public static Optional<BigDecimal> parse(String text) {
    var form = FORM.matcher(text.strip());
    if (!form.matches()) {
      return Optional.empty();
    }
    var number = new BigDecimal(form.group(1));
    var suffix = form.group(2);
    if (suffix == null) {
      return Optional.of(number);
    }
    var exponent = form.group(3);
    return Optional.of(
        exponent == null
            ? number.multiply(FACTORS.getOrDefault(suffix, BigDecimal.ONE))
            : number.movePointRight(Integer.parseInt(exponent)));
  }
}
