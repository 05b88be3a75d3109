package dev.trimtab.rightsize.wish;

import java.util.Locale;
import java.util.Optional;

/// How much risk is bought: the target of an environment.
public enum Risk {
  SAFE,
  BALANCED,
  LEAN;

  /// `safe`, `balanced` or `lean`; empty for any other word.
  public static Optional<Risk> of(String word) {
    for (var risk : values()) {
      if (risk.word().equals(word.strip().toLowerCase(Locale.ROOT))) {
        return Optional.of(risk);
      }
    }
    return Optional.empty();
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
