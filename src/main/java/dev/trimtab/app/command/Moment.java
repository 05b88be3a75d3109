package dev.trimtab.app.command;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// An instant such as `2026-11-23T06:00:00Z`; an offset in place of the Z is understood.
final class Moment implements ITypeConverter<Instant> {
  @Override
  public Instant convert(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException _) {
      throw new TypeConversionException(
          "'%s' is no instant; wanted one such as 2026-11-23T06:00:00Z, day, hour and zone included"
              .formatted(text));
    }
  }
}
