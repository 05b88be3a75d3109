package dev.trimtab.app.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A share within [0, 1], such as `0.01`.
final class Share implements ITypeConverter<Double> {
  @Override
  public Double convert(String text) {
    double share;
    try {
      share = Double.parseDouble(text);
    } catch (NumberFormatException _) {
      share = Double.NaN;
    }
    if (!(share >= 0 && share <= 1)) {
      throw new TypeConversionException(
          "'%s' is no share within [0, 1]; wanted one such as 0.01, which is one percent"
              .formatted(text));
    }
    return share;
  }
}
