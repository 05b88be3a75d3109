package dev.trimtab.model.report;

import dev.trimtab.model.spend.SpendOwner;
import dev.trimtab.units.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An incident of runaway spend as a report tells of it.
///
/// @param series whose spend it is, such as `llm key/batch-7`
/// @param beyond money spent beyond what is normal
/// @param ended when it was seen to be over; null where it was open as of the report
public record ReportedAlert(
    String series, SpendOwner owner, Money beyond, Instant since, @Nullable Instant ended) {}
