package dev.trimtab.demo.llm;

import dev.trimtab.demo.http.Call;
import dev.trimtab.demo.seed.Table;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The names of projects and workspaces, in pages.
final class Directory {
  private static final long CREATED = 1_735_689_600L; // 2025-01-01

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
