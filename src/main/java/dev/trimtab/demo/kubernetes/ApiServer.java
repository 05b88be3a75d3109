package dev.trimtab.demo.kubernetes;

import dev.trimtab.demo.http.Call;
import dev.trimtab.demo.kubernetes.Listing.Item;
import dev.trimtab.demo.world.ClusterWorld;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A Kubernetes API server that lists and gets, in pages, and lets its user do just that. Selectors
/// and watches are refused rather than ignored.
public final class ApiServer {
  private static final String REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

  private static final String PARTIAL = "PartialObjectMetadata";
  private static final String META = "meta.k8s.io/v1";

  private final Listing listing;
  private final String token;
  private final String resourceVersion;

  public ApiServer(ClusterWorld cluster, String token) {
    this.listing = new Listing(cluster);
    this.token = token;
    this.resourceVersion = Long.toString(cluster.period().asOf().getEpochSecond() / 7);
  }

  public void handle(Call call) throws IOException {
    if (!call.header("Authorization").orElse("").equals("Bearer " + token)) {
      fail(call, 401, "Unauthorized", "Unauthorized");
    } else if (call.method().equals("POST") && call.path().equals(REVIEWS)) {
      call.json(201, allowed(call));
    } else if (!call.method().equals("GET")) {
      fail(call, 403, "Forbidden", "this account may only read");
    } else if (unsupported(call)) {
      fail(call, 400, "BadRequest", "the demo serves no selectors and no watches");
    } else {
      read(call);
    }
  }

  private static boolean unsupported(Call call) {
    return call.parameter("labelSelector").isPresent()
        || call.parameter("fieldSelector").isPresent()
        || call.parameter("watch").filter(watch -> !watch.equals("false")).isPresent();
  }

  private void read(Call call) throws IOException {
    var document = Discovery.at(call.path());
    if (document.isPresent()) {
      call.json(200, document.get());
      return;
    }
    var target = Target.of(call.path());
    if (target.isEmpty()) {
      fail(call, 404, "NotFound", "the server could not find the requested resource");
    } else if (target.get().name().isEmpty()) {
      list(call, target.get());
    } else {
      get(call, target.get());
    }
  }

  private void get(Call call, Target target) throws IOException {
    var type = target.type();
    var found =
        items(target).stream().filter(item -> item.name().equals(target.name())).findFirst();
    if (found.isEmpty()) {
      var message = "%s \"%s\" not found".formatted(type.plural(), target.name());
      fail(call, 404, "NotFound", message);
      return;
    }
    var object = Objects.object().put("apiVersion", type.apiVersion()).put("kind", type.kind());
    object.setAll((ObjectNode) JsonMapper.shared().readTree(found.get().json()));
    call.json(200, object);
  }

  private void list(Call call, Target target) throws IOException {
    var items = items(target);
    int from;
    int limit;
    try {
      from = call.parameter("continue").map(this::offset).orElse(0);
      limit = call.parameter("limit").map(Integer::parseInt).orElse(0);
    } catch (IllegalArgumentException e) {
      fail(call, 400, "BadRequest", "invalid limit or continue token: " + e.getMessage());
      return;
    }
    int to = limit <= 0 ? items.size() : Math.min(items.size(), from + limit);
    var page = items.subList(Math.min(from, to), to);
    var metadata = Objects.object().put("resourceVersion", resourceVersion);
    if (to < items.size()) {
      metadata.put("continue", token(to)).put("remainingItemCount", items.size() - to);
    }
    boolean bare = call.header("Accept").orElse("").contains("as=PartialObjectMetadataList");
    var body =
        "{\"kind\":\"%sList\",\"apiVersion\":\"%s\",\"metadata\":%s,\"items\":[%s]}"
            .formatted(
                bare ? PARTIAL : target.type().kind(),
                bare ? META : target.type().apiVersion(),
                metadata,
                page.stream()
                    .map(item -> bare ? metadataOf(item) : item.json())
                    .collect(Collectors.joining(",")));
    call.text(200, "application/json", body);
  }

  private static String metadataOf(Item item) {
    var object = Objects.object().put("kind", PARTIAL).put("apiVersion", META);
    object.set("metadata", JsonMapper.shared().readTree(item.json()).path("metadata"));
    return JsonMapper.shared().writeValueAsString(object);
  }

  private List<Item> items(Target target) {
    return listing.of(target.type()).stream()
        .filter(item -> target.namespace().isEmpty() || item.namespace().equals(target.namespace()))
        .toList();
  }

  private String token(int offset) {
    var text = resourceVersion + ":" + offset;
    return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private int offset(String token) {
    var text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    return Integer.parseInt(text.substring(text.indexOf(':') + 1));
  }

  private static ObjectNode allowed(Call call) {
    var review = (ObjectNode) JsonMapper.shared().readTree(call.body());
    review.putObject("status").put("allowed", true).put("reason", "RBAC: allowed by ClusterRole");
    return review;
  }

  private static void fail(Call call, int code, String reason, String message) throws IOException {
    var status = Objects.object().put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    status.put("status", "Failure").put("message", message).put("reason", reason).put("code", code);
    call.json(code, status);
  }

  /// What a path names.
  ///
  /// @param namespace empty for all
  /// @param name empty for a list
  private record Target(ResourceType type, String namespace, String name) {
    static Optional<Target> of(String path) {
      return ResourceType.ALL.stream()
          .filter(type -> path.startsWith(type.root() + "/"))
          .flatMap(type -> match(type, path.substring(type.root().length() + 1)).stream())
          .findFirst();
    }

    private static Optional<Target> match(ResourceType type, String rest) {
      var parts = rest.split("/", -1);
      boolean within = type.namespaced() && parts.length > 2 && parts[0].equals("namespaces");
      int at = within ? 2 : 0;
      if (!parts[at].equals(type.plural()) || parts.length > at + 2) {
        return Optional.empty();
      }
      var name = parts.length == at + 2 ? parts[at + 1] : "";
      return Optional.of(new Target(type, within ? parts[1] : "", name));
    }
  }
}
