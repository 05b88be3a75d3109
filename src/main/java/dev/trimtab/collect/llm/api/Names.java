package dev.trimtab.collect.llm.api;

import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.ProviderUsage;
import java.util.List;
import java.util.Map;

/// What people call projects and keys, by id. What was deleted has no name any more, and keeps its
/// id.
///
/// @param projects names of projects or workspaces
/// @param keys names of API keys
public record Names(Map<String, String> projects, Map<String, String> keys) {
  public static final Names NONE = new Names(Map.of(), Map.of());

  /// Tags under which the names travel, so that owners may be told by name.
  public static final String PROJECT = "project_name=";

  public static final String KEY = "key_name=";

  public Names {
    projects = Map.copyOf(projects);
    keys = Map.copyOf(keys);
  }

  /// Usage whose scopes carry the names as tags.
  public List<ProviderUsage> on(List<ProviderUsage> usage) {
    return usage.stream()
        .map(u -> new ProviderUsage(named(u.scope()), u.window(), u.counters()))
        .toList();
  }

  private LlmScope named(LlmScope scope) {
    var project = projects.getOrDefault(scope.project(), "");
    var key = keys.getOrDefault(scope.apiKey(), "");
    return scope.tags(
        List.of(project.isEmpty() ? "" : PROJECT + project, key.isEmpty() ? "" : KEY + key));
  }
}
