package dev.trimtab.model.llm;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Whose an LLM key was from one day to another, by what Kubernetes said then.
///
/// @param provider empty for any
/// @param key id or name of the key
/// @param claimedBy the object that said so, `cluster/namespace/Kind/name`
/// @param from first day it holds
/// @param to first day it no longer holds, null for still
public record KeyOwnership(
    String provider,
    String key,
    LlmOwned owned,
    String claimedBy,
    LocalDate from,
    @Nullable LocalDate to) {
  /// The tag under which a key's name travels with its usage.
  private static final String NAME = "key_name=";

  /// The same as entries of the attribution map: by the key's id, and by its name.
  public List<LlmOwner> entries() {
    return Stream.of(
            new LlmOwner.Match(provider, "", "", key, "", "", "", ""),
            new LlmOwner.Match(provider, "", "", "", "", NAME + key, "", ""))
        .map(match -> new LlmOwner(match, owned, from, to))
        .toList();
  }
}
