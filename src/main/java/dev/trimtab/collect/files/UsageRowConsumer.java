package dev.trimtab.collect.files;

import dev.trimtab.collect.csv.BadRow;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.usage.UsageSample;

/// Takes the samples of a usage file, one by one, in the order of its rows.
@FunctionalInterface
public interface UsageRowConsumer {
  /// Takes the next sample.
  ///
  /// @throws BadRow when it cannot use the sample; the row is then counted as bad
  void accept(UsageSample sample) throws BadRow, SourceUnavailable;
}
