package dev.trimtab.detect;

import dev.trimtab.model.spend.Alert;
import dev.trimtab.model.spend.Incident;
import org.jspecify.annotations.Nullable;

/// What one point has brought.
///
/// @param alert raised by this point; null almost always
/// @param ended an incident that this point has shown to be over; null almost always
public record Reading(@Nullable Alert alert, @Nullable Incident ended) {
  static final Reading CALM = new Reading(null, null);
}
