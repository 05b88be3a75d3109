package dev.trimtab.demo.aws;

import dev.trimtab.demo.seed.Noise;
import java.util.Locale;

/// Makes ids in the form of AWS' stock keeping units.
final class Sku {
  private Sku() {}

  static String of(String what) {
    return Noise.letters(Noise.of(0, what), 16).toUpperCase(Locale.ROOT);
  }
}
