package dev.trimtab.model.llm;

/// Who answers for tokens; empty where nobody said.
///
/// @param namespace namespace where the callers run
/// @param costCentre as finance names it
/// @param environment such as `production`
public record LlmOwned(
    String team, String namespace, String workload, String costCentre, String environment) {
  public LlmOwned(String team, String namespace, String costCentre) {
    this(team, namespace, "", costCentre, "");
  }
}
