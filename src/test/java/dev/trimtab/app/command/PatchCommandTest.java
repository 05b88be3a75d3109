package dev.trimtab.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class PatchCommandTest {
  @TempDir private Path directory;

  private AdvisedWorld world() throws IOException {
    return AdvisedWorld.with(
        directory,
        AdvisedWorld.resize("app"),
        AdvisedWorld.resize("worker"),
        AdvisedWorld.keep("cache"));
  }

  @Test
  void all_containers_of_a_workload_are_one_command() throws IOException {
    var run = world().run("patch", "shop/web");
    assertThat(run.exitCode()).isEqualTo(Exit.DONE);
    assertThat(run.out().lines())
        .singleElement()
        .asString()
        .startsWith("kubectl --context 'prod' --namespace 'shop' patch deployment.apps 'web'")
        .contains("\"name\":\"app\"", "\"name\":\"worker\"")
        .doesNotContain("cache");
  }

  @ParameterizedTest
  @ValueSource(strings = {"kustomize", "helm-values"})
  void files_are_yaml(String format) throws IOException {
    var run = world().run("patch", "--format", format);
    assertThat(run.exitCode()).isEqualTo(Exit.DONE);
    try (var documents =
        YAMLMapper.builder().build().readerFor(JsonNode.class).<JsonNode>readValues(run.out())) {
      assertThat(documents.readAll()).isNotEmpty().allMatch(JsonNode::isObject);
    }
  }

  @Test
  void in_place_goes_by_the_version_of_the_cluster_and_by_all_containers_of_the_pod()
      throws IOException {
    var run = world().run("patch", "shop/web", "--format", "in-place");
    assertThat(run.exitCode()).isEqualTo(Exit.DONE);
    assertThat(run.out())
        .startsWith("# Deployment prod/shop/web in place: Kubernetes 1.34")
        .contains("--subresource resize", "\"memory\":\"600Mi\"");
  }

  @Test
  void a_format_of_tables_is_refused_with_what_to_use_in_its_place() throws IOException {
    var run = world().run("patch", "--output", "json");
    assertThat(run.exitCode()).isEqualTo(Exit.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("--output json: a patch is no table", "--format", "trimtab explain");
  }

  @Test
  void an_unknown_format_is_bad_usage_and_names_those_there_are() throws IOException {
    var run = world().run("patch", "--format", "terraform");
    assertThat(run.exitCode()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains("kubectl, kustomize, helm-values or in-place");
  }
}
