package dev.trimtab.collect.kubernetes;

import static dev.trimtab.collect.kubernetes.ScriptedApi.json;
import static dev.trimtab.collect.kubernetes.ScriptedApi.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimtab.model.Check;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.units.TimeWindow;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PermissionsTest {
  private static final String REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

  private ScriptedApi api;

  @BeforeEach
  void start() throws IOException {
    api = new ScriptedApi();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private KubernetesApiSource with(Access access) {
    return api.source(new KubernetesSettings("test", access, 2, Duration.ofSeconds(5)));
  }

  private static Check failed(List<Check> checks) {
    assertThat(checks).hasSize(1);
    assertThat(checks.getFirst().ok()).isFalse();
    assertThat(checks.toString()).doesNotContain("s3cret");
    return checks.getFirst();
  }

  @Test
  void a_refused_token_is_to_be_renewed() {
    api.on("/version", status(401, "Unauthorized"));
    var check = failed(api.source().check());
    assertThat(check.message()).startsWith("401 Unauthorized. Maybe the token");
    assertThat(check.fix()).contains("renew the token");
  }

  @Test
  void an_account_that_may_not_even_ask_the_version_needs_a_role() {
    api.on("/version", status(403, "forbidden"));
    var check = failed(api.source().check());
    assertThat(check.message()).startsWith("403");
    assertThat(check.fix()).contains("system:public-info-viewer");
  }

  @Test
  void an_account_that_may_not_ask_for_its_permissions_needs_a_role() {
    api.on("/version", json(200, "{\"gitVersion\":\"v1.33.1\",\"major\":\"1\"}"))
        .on(REVIEWS, status(403, "forbidden"));
    assertThat(api.source().check())
        .filteredOn(check -> !check.ok())
        .hasSize(Kinds.INVENTORY.size() + 1)
        .allSatisfy(check -> assertThat(check.fix()).contains("system:basic-user"));
  }

  @Test
  void an_unknown_host_is_told() {
    var nowhere = new Access.Url(URI.create("http://trimtab.invalid"), () -> "s3cret", null);
    var check = failed(with(nowhere).check());
    assertThat(check.message()).contains("no whole answer").contains("mistyped");
    assertThat(check.fix()).contains("check the address");
  }

  @Test
  void a_token_file_that_is_not_there_is_told_and_is_no_crash(@TempDir Path folder) {
    var source = with(Access.Url.withTokenFile(api.url(), folder.resolve("token"), null));
    assertThat(failed(source.check()).message()).contains(folder.resolve("token").toString());
    var day = TimeWindow.ending(Instant.parse("2026-11-02T00:00:00Z"), Duration.ofDays(1));
    assertThatThrownBy(() -> source.collect(day, new Recorder()))
        .isInstanceOf(SourceUnavailable.class)
        .hasMessageContaining(folder.resolve("token").toString());
  }
}
