package dev.trimtab.model.llm;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// An entry of the attribution map: who owns what matches.
///
/// @param from first day it holds, null for always
/// @param to first day it no longer holds, null for still
public record LlmOwner(
    Match match, LlmOwned owned, @Nullable LocalDate from, @Nullable LocalDate to) {
  /// What usage must be of; an empty field matches anything.
  ///
  /// @param tag a tag that it carries, a word or `key=value`
  /// @param model a name as [NameMatch] writes it, such as `gpt-5*`
  public record Match(
      String provider,
      String organization,
      String project,
      String apiKey,
      String user,
      String tag,
      String model,
      String endpoint) {}

  /// An owner by provider, project and key.
  public LlmOwner(
      String provider,
      String project,
      String apiKey,
      String team,
      String namespace,
      String costCentre,
      @Nullable LocalDate from,
      @Nullable LocalDate to) {
    this(
        new Match(provider, "", project, apiKey, "", "", "", ""),
        new LlmOwned(team, namespace, costCentre),
        from,
        to);
  }
}
