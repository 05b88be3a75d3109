package dev.trimtab.collect.kubernetes;

import static dev.trimtab.collect.kubernetes.ScriptedApi.json;
import static dev.trimtab.collect.kubernetes.ScriptedApi.list;
import static dev.trimtab.collect.kubernetes.ScriptedApi.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.model.Check;
import dev.trimtab.model.Fact;
import dev.trimtab.model.Problem;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.cluster.KeyHolder;
import dev.trimtab.units.TimeWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// ServiceAccounts and Secrets, of which metadata alone is asked for.
class KeyHoldersTest {
  private static final TimeWindow WINDOW =
      TimeWindow.ending(Instant.parse("2026-11-02T00:00:00Z"), Duration.ofDays(1));
  private static final String ACCOUNTS = "/api/v1/serviceaccounts";
  private static final String SECRETS = "/api/v1/namespaces/shop/secrets";

  @TempDir Path folder;
  private ScriptedApi api;
  private final Recorder recorder = new Recorder();
  private final List<String> accepted = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() throws IOException {
    api = new ScriptedApi();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  /// Answers as an API server does that knows how to leave the rest out.
  private ScriptedApi.Answer metadata(String next, String items) {
    return exchange -> {
      accepted.add(exchange.getRequestHeaders().getFirst("Accept"));
      json(
              200,
              """
              {"kind":"PartialObjectMetadataList","apiVersion":"meta.k8s.io/v1",
               "metadata":{"continue":"%s"},"items":[%s]}\
              """
                  .formatted(next, items))
          .send(exchange);
    };
  }

  private static String item(String name, String annotations) {
    return """
    {"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1",
     "metadata":{"name":"%s","namespace":"shop","labels":{"team":"bots"},"annotations":{%s}}}\
    """
        .formatted(name, annotations);
  }

  private KubernetesSettings withSecrets(String... namespaces) {
    var usual = api.settings();
    return new KubernetesSettings("test", usual.access(), 2, usual.timeout(), List.of(namespaces));
  }

  private List<KeyHolder> holders(String kind) {
    return recorder.facts.stream()
        .filter(Fact.KeyHolders.class::isInstance)
        .map(Fact.KeyHolders.class::cast)
        .filter(fact -> fact.kind().equals(kind))
        .findFirst()
        .orElseThrow()
        .holders();
  }

  @Test
  void service_accounts_are_read_page_by_page_and_only_our_annotations_kept()
      throws SourceUnavailable {
    api.on(
        ACCOUNTS,
        metadata("t1", item("default", "") + "," + item("other", "\"x\":\"y\"")),
        metadata(
            "",
            item(
                "assistant",
                "\"trimtab.dev/llm-key\":\"key_1\",\"kubectl.kubernetes.io/last-applied-configuration\":\"{s3}\",\"mail\":\"a@b\"")));
    api.source().collect(WINDOW, recorder);
    assertThat(holders("ServiceAccount"))
        .containsExactly(
            new KeyHolder(
                "shop",
                "ServiceAccount",
                "assistant",
                Map.of("team", "bots"),
                Map.of(KeyHolder.KEYS, "key_1")));
    assertThat(accepted)
        .hasSize(2)
        .containsOnly("application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1");
    assertThat(recorder.inventory()).isNotNull();
    assertThat(recorder.problems).isEmpty();
  }

  @Test
  void secrets_are_left_alone_unless_their_namespace_is_named() throws SourceUnavailable {
    api.on(ACCOUNTS, metadata("", ""))
        .on(SECRETS, metadata("", item("openai", "\"trimtab.dev/llm-key\":\"key_1\"")));
    api.source().collect(WINDOW, recorder);
    assertThat(api.requests).noneMatch(request -> request.contains("secrets"));
    recorder.facts.clear();
    api.source(withSecrets("shop")).collect(WINDOW, recorder);
    assertThat(holders("Secret")).extracting(KeyHolder::name).containsExactly("openai");
    assertThat(api.requests)
        .filteredOn(request -> request.contains("secrets"))
        .containsExactly(SECRETS + "?limit=2");
  }

  @Test
  void a_server_that_sends_whole_secrets_all_the_same_is_refused() throws SourceUnavailable {
    api.on(ACCOUNTS, status(406, "only the following media types are accepted"))
        .on(
            SECRETS,
            list(
                "SecretList",
                "",
                """
                {"metadata":{"name":"openai","namespace":"shop",
                  "annotations":{"trimtab.dev/llm-key":"key_1"}},"data":{"key":"c2s="}}\
                """));
    api.source(withSecrets("shop")).collect(WINDOW, recorder);
    assertThat(recorder.facts).noneMatch(Fact.KeyHolders.class::isInstance);
    assertThat(recorder.problems)
        .extracting(Problem::subject)
        .containsExactly("serviceaccounts", "secrets in shop");
    assertThat(recorder.problems.get(1).message()).contains("whole secrets");
  }

  @Test
  void what_may_not_be_listed_is_a_problem_that_names_the_rule_and_says_nothing_of_the_kind()
      throws SourceUnavailable {
    api.on(ACCOUNTS, status(403, "serviceaccounts is forbidden"))
        .on(SECRETS, status(403, "secrets is forbidden"));
    api.source(withSecrets("shop")).collect(WINDOW, recorder);
    assertThat(recorder.facts).singleElement().isInstanceOf(Fact.Inventory.class);
    assertThat(recorder.problems)
        .extracting(Problem::message)
        .satisfiesExactly(
            m -> assertThat(m).contains("ClusterRole").contains("[serviceaccounts]"),
            m -> assertThat(m).contains("Role in that namespace").contains("[secrets]"));
  }

  @Test
  void check_asks_for_secrets_in_their_namespace() {
    api.on("/version", json(200, "{\"gitVersion\":\"v1.33.1\",\"major\":\"1\"}"))
        .on(
            "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
            json(
                201,
                """
                {"kind":"SelfSubjectAccessReview","apiVersion":"authorization.k8s.io/v1",
                 "spec":{},"status":{"allowed":false}}\
                """));
    assertThat(api.source(withSecrets("shop")).check())
        .extracting(Check::subject, Check::fix)
        .contains(
            org.assertj.core.groups.Tuple.tuple(
                "kubernetes/test: list secrets in shop",
                "add to a Role in shop: {apiGroups: [\"\"], resources: [secrets], verbs: [list]}"));
  }

  @Test
  void files_tell_of_service_accounts_too() throws Exception {
    Files.writeString(
        folder.resolve("all.yaml"),
        """
        apiVersion: v1
        kind: Node
        metadata: {name: n1}
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: assistant
          namespace: shop
          annotations: {trimtab.dev/llm-key: key_1}
        secrets: [{name: token}]
        """);
    new KubernetesFilesSource("test", folder).collect(WINDOW, recorder);
    assertThat(holders("ServiceAccount")).extracting(KeyHolder::name).containsExactly("assistant");
    assertThat(recorder.problems).isEmpty();
  }
}
