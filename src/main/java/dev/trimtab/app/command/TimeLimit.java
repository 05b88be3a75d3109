package dev.trimtab.app.command;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;

/// A length of time such as `60s`, or `0`.
final class TimeLimit implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    return text.matches("0+[smhd]?") ? Duration.ZERO : new Length().convert(text);
  }
}
