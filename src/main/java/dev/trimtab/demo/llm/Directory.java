package dev.trimtab.demo.llm;

import dev.trimtab.demo.http.Call;
import dev.trimtab.demo.seed.Table;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The names of projects, workspaces and keys, in pages, and the spend limits of projects.
final class Directory {
  private static final long CREATED = 1_735_689_600L; // 2025-01-01

  private static final String PROJECTS = "/v1/organization/projects/";

  /// The one project whose spending nothing stops.
  private static final String UNLIMITED = "proj_captioning7Q";

  private static final int LIMIT_IN_CENTS = 500_000;

  private Directory() {}

  static ObjectNode openAi(Call call) {
    var page = page(call, "openai", "after");
    var answer = JsonMapper.shared().createObjectNode().put("object", "list");
    var data = answer.putArray("data");
    for (var row : page) {
      var project = data.addObject().put("id", row.text("id")).put("name", row.text("name"));
      project.put("object", "organization.project").put("created_at", CREATED);
      project.putNull("archived_at").put("status", "active");
    }
    return ends(answer, page, "openai");
  }

  /// What lies below a project's path: the project, its keys, its spend limit and alerts; empty
  /// where there is nothing.
  static Optional<ObjectNode> openAiProject(String path) {
    var parts = path.replaceFirst("^" + PROJECTS, "").split("/", -1);
    var project = all("openai").stream().filter(row -> row.text("id").equals(parts[0])).findFirst();
    if (!path.startsWith(PROJECTS) || project.isEmpty()) {
      return Optional.empty();
    }
    return switch (parts.length == 1 ? "" : parts[1]) {
      case "" -> Optional.of(project(project.get()));
      case "api_keys" -> Optional.of(keys("openai", parts[0]));
      case "spend_alerts" -> Optional.of(list(JsonMapper.shared().createArrayNode()));
      // nobody thought of a limit where the incident will be
      case "spend_limit" ->
          parts[0].equals(UNLIMITED) ? Optional.empty() : Optional.of(spendLimit());
      default -> Optional.empty();
    };
  }

  private static ObjectNode project(Table.Row row) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("id", row.text("id"))
        .put("object", "organization.project")
        .put("name", row.text("name"))
        .put("status", "active");
  }

  private static ObjectNode spendLimit() {
    var limit = JsonMapper.shared().createObjectNode().put("object", "project.spend_limit");
    limit.put("threshold_amount", LIMIT_IN_CENTS).put("currency", "USD").put("interval", "month");
    limit.putObject("enforcement").put("status", "enforcing");
    return limit;
  }

  /// Keys of one project, or of all where it is empty.
  static ObjectNode keys(String provider, String project) {
    var data = JsonMapper.shared().createArrayNode();
    LlmStream.of(provider).stream()
        .filter(stream -> project.isEmpty() || stream.project().equals(project))
        .map(LlmStream::key)
        .distinct()
        .forEach(key -> data.addObject().put("id", key).put("name", name(key)));
    return list(data);
  }

  // `key_caption_backfill` is called "caption backfill"
  private static String name(String key) {
    return key.substring(key.indexOf('_') + 1).replace('_', ' ');
  }

  private static ObjectNode list(ArrayNode data) {
    var answer = JsonMapper.shared().createObjectNode().put("object", "list");
    answer.set("data", data);
    return answer.put("has_more", false);
  }

  static ObjectNode anthropic(Call call) {
    var page = page(call, "anthropic", "after_id");
    var answer = JsonMapper.shared().createObjectNode();
    var data = answer.putArray("data");
    for (var row : page) {
      var workspace = data.addObject().put("id", row.text("id")).put("type", "workspace");
      workspace.put("name", row.text("name")).put("created_at", "2025-01-01T00:00:00Z");
      workspace.putNull("archived_at").put("display_color", "#6C5BB9");
    }
    return ends(answer, page, "anthropic");
  }

  private static List<Table.Row> all(String provider) {
    return Table.read("llm-projects.csv").stream()
        .filter(row -> row.text("provider").equals(provider))
        .toList();
  }

  private static List<Table.Row> page(Call call, String provider, String after) {
    int limit = call.parameter("limit").map(Integer::parseInt).orElse(20);
    var last = call.parameter(after).orElse("");
    return all(provider).stream()
        .dropWhile(row -> !last.isEmpty() && !row.text("id").equals(last))
        .skip(last.isEmpty() ? 0 : 1)
        .limit(limit)
        .toList();
  }

  private static ObjectNode ends(ObjectNode answer, List<Table.Row> page, String provider) {
    if (page.isEmpty()) {
      return answer.putNull("first_id").putNull("last_id").put("has_more", false);
    }
    var last = page.getLast().text("id");
    answer.put("first_id", page.getFirst().text("id")).put("last_id", last);
    return answer.put("has_more", !all(provider).getLast().text("id").equals(last));
  }
}
