package dev.trimtab.collect.llm.openai;

import dev.trimtab.collect.llm.api.JsonApi;
import dev.trimtab.collect.llm.api.Listing;
import dev.trimtab.collect.llm.api.Names;
import dev.trimtab.collect.llm.api.Paging;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.SourceUnavailable;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Names of projects and keys, each list asked for once. A list that cannot be read takes no other
/// with it.
final class OpenAiDirectory {
  static final String PROJECTS = "/v1/organization/projects";

  private static final Paging AFTER = Paging.after("after");
  private static final Map.Entry<String, String> LIMIT = Map.entry("limit", "100");

  private final JsonApi api;
  private final Listing listing;
  private final Map<String, String> projects = new HashMap<>();
  private final Map<String, String> keys;

  /// Projects that are there now: others have no keys any more that could be asked for.
  private final Set<String> standing = new HashSet<>();

  private final Set<String> asked = new HashSet<>();

  OpenAiDirectory(String source, JsonApi api, FactSink sink) {
    this.api = api;
    this.listing = new Listing(source, sink);
    this.keys = new HashMap<>(sink.known("key"));
  }

  /// Names of the projects, archived ones included where they are asked for, by id; empty where the
  /// API has no such list.
  static Map<String, String> projects(JsonApi api, boolean archived) throws SourceUnavailable {
    return api.names(
        PROJECTS, List.of(LIMIT, Map.entry("include_archived", Boolean.toString(archived))), AFTER);
  }

  /// Names of all projects, and of the keys of some of them.
  Names names(Collection<String> withKeys) {
    if (!withKeys.isEmpty() && asked.add(PROJECTS)) {
      projects.putAll(
          listing.of(
              "project",
              PROJECTS,
              () -> {
                var listed = projects(api, true);
                standing.addAll(listed.keySet());
                return listed;
              }));
    }
    for (var project : withKeys) {
      if (standing.contains(project) && asked.add(project)) {
        var path = PROJECTS + "/" + project + "/api_keys";
        keys.putAll(listing.of("key", path, () -> api.names(path, List.of(LIMIT), AFTER)));
      }
    }
    return new Names(projects, keys);
  }
}
