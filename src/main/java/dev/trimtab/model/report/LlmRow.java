package dev.trimtab.model.report;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Tokens of one model, project and kind on a day.
///
/// @param apiKey id of the key, or what stands for it; empty where the provider does not tell
/// @param keyName what people call the key; empty where that is not known
/// @param cost null where the model has no known price
/// @param requests calls, stated on one of their rows and 0 on the others; -1 where not told
public record LlmRow(
    LocalDate day,
    String provider,
    String project,
    String apiKey,
    String keyName,
    String model,
    String team,
    String tokenKind,
    String tier,
    long tokens,
    @Nullable BigDecimal cost,
    long requests) {}
