package dev.trimtab.collect.aws.bedrock;

import dev.trimtab.model.SourceUnavailable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Application inference profiles: each names a model and carries the tags of whoever made it.
final class InferenceProfiles {
  /// @param model the model behind it
  /// @param tags `key=value`, its name among them
  record Profile(String id, String model, List<String> tags) {}

  /// 100 profiles a page: more than an account may have.
  private static final int MOST_PAGES = 100;

  private final Map<String, Profile> profiles = new HashMap<>();

  static final InferenceProfiles NONE = new InferenceProfiles();

  private InferenceProfiles() {}

  /// Reads all of a region.
  static InferenceProfiles read(SignedJson bedrock) throws SourceUnavailable {
    var found = new InferenceProfiles();
    for (var summary : list("APPLICATION", bedrock)) {
      found.add(summary, bedrock);
    }
    return found;
  }

  /// Ids of profiles that AWS defines, such as `us.anthropic.claude-haiku-4-5-20251001-v1:0`.
  static Set<String> defined(SignedJson bedrock) throws SourceUnavailable {
    var ids = new TreeSet<String>();
    list("SYSTEM_DEFINED", bedrock)
        .forEach(summary -> ids.add(summary.path("inferenceProfileId").asString("")));
    return ids;
  }

  private static List<JsonNode> list(String type, SignedJson bedrock) throws SourceUnavailable {
    var found = new ArrayList<JsonNode>();
    var seen = new HashSet<String>();
    for (var token = ""; seen.add(token) && seen.size() <= MOST_PAGES; ) {
      var page =
          bedrock.get(
              "bedrock:ListInferenceProfiles",
              "/inference-profiles?maxResults=100"
                  + (token.isEmpty()
                      ? ""
                      : "&nextToken=" + URLEncoder.encode(token, StandardCharsets.UTF_8))
                  + "&type="
                  + type);
      page.path("inferenceProfileSummaries").forEach(found::add);
      token = page.path("nextToken").asString("");
      if (token.isEmpty()) {
        return found;
      }
    }
    throw new SourceUnavailable(
        "bedrock:ListInferenceProfiles named a page twice or never ends (%,d pages)"
            .formatted(seen.size()));
  }

  /// All ids, whether they were used or not.
  Set<String> ids() {
    var ids = new TreeSet<String>();
    profiles.values().forEach(profile -> ids.add(profile.id()));
    return ids;
  }

  private void add(JsonNode summary, SignedJson bedrock) throws SourceUnavailable {
    var arn = summary.path("inferenceProfileArn").asString("");
    var id = summary.path("inferenceProfileId").asString("");
    var tags = tags(arn, bedrock);
    tags.add("profile_name=" + summary.path("inferenceProfileName").asString(""));
    var model = last(summary.path("models").path(0).path("modelArn").asString(""));
    var profile = new Profile(id, model, tags);
    profiles.put(id, profile);
    profiles.put(arn, profile);
    profiles.put(last(arn), profile);
  }

  private static List<String> tags(String arn, SignedJson bedrock) throws SourceUnavailable {
    var body = JsonMapper.shared().createObjectNode().put("resourceARN", arn);
    var answer =
        bedrock.post(
            "bedrock:ListTagsForResource",
            "/listTagsForResource",
            Map.of("Content-Type", "application/json"),
            body);
    var tags = new ArrayList<String>();
    for (var tag : answer.path("tags")) {
      tags.add(tag.path("key").asString("") + "=" + tag.path("value").asString(""));
    }
    return tags;
  }

  private static String last(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  /// The profile that a metric's `ModelId` or a log's `modelId` names, by id or ARN.
  Optional<Profile> of(String modelId) {
    return Optional.ofNullable(profiles.get(modelId));
  }
}
