package dev.trimtab.model.llm;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// What Kubernetes says now of whose an LLM key is.
///
/// @param provider whose key it is; empty where the annotation does not tell
/// @param key its id or its name, never the key itself
/// @param claimedBy the object that says so, `cluster/namespace/Kind/name`
/// @param since first day it holds by the annotation's own word; null where it has none
public record KeyClaim(
    String provider, String key, LlmOwned owned, String claimedBy, @Nullable LocalDate since) {}
