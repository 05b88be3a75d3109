package dev.trimtab.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.ClusterPlans;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    assertThat(run.err())
        .contains(
            "kubectl, kustomize, helm-values or in-place", "karpenter, eksctl or node-groups");
  }

  @Test
  void a_cluster_is_no_workload_and_the_formats_of_its_nodes_are_told() throws IOException {
    var run = world().run("patch", "cluster/prod");
    assertThat(run.exitCode()).isEqualTo(Exit.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains(
            "cluster/prod is a cluster. Its nodes come as --format karpenter, eksctl or node-groups, for example: trimtab patch cluster/prod --format karpenter");
    assertThat(world().run("patch", "cluster/prod", "--format", "kubectl").err())
        .contains("cluster/prod is a cluster, and --format kubectl is for workloads. Its nodes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"karpenter", "eksctl", "node-groups"})
  void nodes_are_those_of_a_cluster_whose_name_is_told(String format) throws IOException {
    var world = world();
    for (var target : List.of(List.of("patch"), List.of("patch", "shop/web"))) {
      var arguments = new ArrayList<>(target);
      arguments.addAll(List.of("--format", format));
      var run = world.run(arguments.toArray(String[]::new));
      assertThat(run.exitCode()).isEqualTo(Exit.USAGE);
      assertThat(run.err())
          .contains(
              "--format %s is for the nodes of a cluster: name one, as in trimtab patch cluster/prod --format %s"
                  .formatted(format, format));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"karpenter", "kubectl"})
  void an_unknown_cluster_is_told_with_the_nearest(String format) throws IOException {
    var run = world().run("patch", "cluster/prdo", "--format", format);
    assertThat(run.exitCode()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains("there is no cluster \"prdo\". Maybe you meant cluster/prod?");
  }

  @Test
  void a_cluster_without_a_plan_says_what_makes_one() throws IOException {
    var run = world().run("patch", "cluster/prod", "--format", "karpenter");
    assertThat(run.exitCode()).isEqualTo(Exit.USAGE);
    assertThat(run.err())
        .contains("no plan was made for the nodes of prod yet. Maybe run trimtab nightly");
  }

  @Test
  void the_nodes_of_a_cluster_are_those_of_its_last_plan() throws IOException {
    var world = AdvisedWorld.with(directory, List.of(ClusterPlans.full()));
    var pools =
        world.run("patch", "cluster/prod", "--format", "karpenter", "--node-class", "general");
    assertThat(pools.exitCode()).isEqualTo(Exit.DONE);
    assertThat(pools.out())
        .startsWith("# Cluster prod, plan of 2026-11-25T02:00:00Z")
        .contains("name: trimtab-amd64-spot", "name: general");
    assertThat(world.run("patch", "cluster/prod", "--format", "eksctl").out())
        .contains("desiredCapacity: 3");
    assertThat(
            world
                .run("patch", "cluster/prod", "--format", "node-groups", "--output", "csv")
                .out()
                .lines())
        .hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"karpenter", "eksctl"})
  void only_sizes_of_nodes_are_a_table(String format) throws IOException {
    var run = world().run("patch", "cluster/prod", "--format", format, "--output", "json");
    assertThat(run.exitCode()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains("--output json: a patch is no table");
  }

  @Test
  void a_namespace_may_be_called_cluster() throws IOException {
    var world =
        AdvisedWorld.with(
            directory, AdvisedWorld.resize("app"), AdvisedWorld.elsewhere("cluster", "dns"));
    assertThat(world.run("patch", "cluster/dns").exitCode()).isEqualTo(Exit.DONE);
    assertThat(world.run("explain", "cluster/dns").out())
        .startsWith("prod/cluster/Deployment/dns container app  (keep)");
  }
}
