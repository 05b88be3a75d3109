package dev.trimtab.collect.llm.openai;

import dev.trimtab.collect.llm.api.JsonApi;
import dev.trimtab.collect.llm.api.Names;
import dev.trimtab.collect.llm.api.Paging;
import dev.trimtab.model.SourceUnavailable;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Names of projects and keys.
final class OpenAiDirectory {
  static final String PROJECTS = "/v1/organization/projects";

  private static final Paging AFTER = Paging.after("after");
  private static final Map.Entry<String, String> LIMIT = Map.entry("limit", "100");

  private final JsonApi api;

  OpenAiDirectory(JsonApi api) {
    this.api = api;
  }

  /// Names of the projects, archived ones included, by id; empty where the API has no such list.
  Map<String, String> projects(boolean archived) throws SourceUnavailable {
    return api.names(
        PROJECTS, List.of(LIMIT, Map.entry("include_archived", Boolean.toString(archived))), AFTER);
  }

  /// Names of all projects, and of the keys of some of them.
  Names names(Collection<String> withKeys) throws SourceUnavailable {
    var projects = projects(true);
    var keys = new LinkedHashMap<String, String>();
    for (var project : withKeys) {
      // one that is not in the list has no keys any more that could be asked for
      if (projects.containsKey(project)) {
        keys.putAll(api.names(PROJECTS + "/" + project + "/api_keys", List.of(LIMIT), AFTER));
      }
    }
    return new Names(projects, keys);
  }
}
