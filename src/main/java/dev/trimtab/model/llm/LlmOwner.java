package dev.trimtab.model.llm;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// An entry of the attribution map: who owns what matches. An empty matcher matches anything.
///
/// @param from first day it holds, null for always
/// @param to first day it no longer holds, null for still
public record LlmOwner(
    String provider,
    String project,
    String apiKey,
    String team,
    String namespace,
    String costCentre,
    @Nullable LocalDate from,
    @Nullable LocalDate to) {}
