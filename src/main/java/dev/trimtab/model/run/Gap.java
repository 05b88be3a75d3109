package dev.trimtab.model.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a run could not get: "data as of `completeThrough`, missing since".
///
/// @param completeThrough null when the source has never been read
public record Gap(String source, String message, @Nullable Instant completeThrough) {}
