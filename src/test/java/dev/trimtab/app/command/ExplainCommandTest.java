package dev.trimtab.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.ClusterPlans;
import dev.trimtab.fixtures.Facts;
import dev.trimtab.fixtures.InProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class ExplainCommandTest {
  @TempDir private Path directory;

  private AdvisedWorld world() throws IOException {
    return AdvisedWorld.with(directory, AdvisedWorld.resize("app"), AdvisedWorld.keep("cache"));
  }

  @Test
  void tells_each_container_in_words_with_a_plot_of_what_it_used() throws IOException {
    var run = world().run("explain", "shop/web");
    assertThat(run.exitCode()).isEqualTo(Exit.DONE);
    assertThat(run.out())
        .contains("prod/shop/Deployment/web container app  (resize)")
        .contains("  Worth 12.50 USD a month (nominal), team checkout.")
        .contains("  Risk: 1 in 200 five-minute intervals above the CPU request.")
        .contains("  Apply with: trimtab patch prod/shop/web")
        .contains("CPU, cores, peak of each hour, 9 Nov to 23 Nov UTC")
        .contains("= request proposed 120m")
        .contains("^^ limit proposed 600Mi")
        .contains("prod/shop/Deployment/web container cache  (keep)");
    assertThat(run.out().chars())
        .as("plain ASCII where nothing else is known")
        .allMatch(c -> c < 128);
    assertThat(run.out().lines())
        .filteredOn(line -> line.matches(" *[0-9.,]* [|+].*"))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @Test
  void programs_get_the_rows_with_their_evidence() throws IOException {
    var world = world();
    var json = world.run("explain", "shop/web", "--output", "json");
    assertThat(json.exitCode()).isEqualTo(Exit.DONE);
    var rows = JsonMapper.shared().readTree(json.out());
    assertThat(rows).hasSize(2);
    var row = rows.get(0);
    assertThat(row.path("container").asString()).isEqualTo("app");
    assertThat(row.at("/evidence/figures/cpu_exceedance_stated").asDouble()).isEqualTo(0.005);
    assertThat(row.at("/proposed/requests/cpu").asString()).isEqualTo("120m");
    assertThat(row.path("nominal_monthly_savings").isNumber()).isTrue();
    assertThat(rows.get(1).path("patch").isNull()).isTrue();

    var csv = world.run("explain", "shop/web", "--output", "csv").out().lines().toList();
    assertThat(csv).hasSize(3);
    assertThat(csv.getFirst()).startsWith("cluster,namespace,workload_kind,workload,container,");
    assertThat(csv.get(1)).startsWith("prod,shop,Deployment,web,app,checkout,resize,");
  }

  @Test
  void draws_a_picture_on_request() throws IOException {
    var file = directory.resolve("web.png");
    var run = world().run("explain", "prod/shop/web", "--png", file.toString());
    assertThat(run.exitCode()).isEqualTo(Exit.DONE);
    assertThat(run.out()).contains("Drawn in " + file);
    assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(2000);
  }

  @Test
  void a_picture_that_cannot_be_written_is_bad_usage() throws IOException {
    var run =
        world().run("explain", "shop/web", "--png", directory.resolve("no/web.png").toString());
    assertThat(run.exitCode()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains("--png: cannot write", "no/web.png");
  }

  @Test
  void what_nobody_advises_on_is_bad_usage_and_says_what_there_is() throws IOException {
    var run = world().run("explain", "shop/wbe");
    assertThat(run.exitCode()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains("nothing is advised for \"shop/wbe\"", "meant shop/web?");
  }

  @Test
  void an_unknown_cluster_is_bad_usage_and_says_which_there_are() throws IOException {
    var run = world().run("explain", "cluster/pord");
    assertThat(run.exitCode()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains("there is no cluster \"pord\". Maybe you meant cluster/prod?");
  }

  @Test
  void a_cluster_without_a_plan_is_told_what_its_nodes_cost() throws IOException {
    var run = world().run("explain", "cluster/prod");
    assertThat(run.exitCode()).isEqualTo(Exit.DONE);
    assertThat(run.out())
        .startsWith("prod: 1 nodes, an hour of them at the prices in force:")
        .contains("No plan was made for its nodes yet: trimtab nightly makes one.");
  }

  @Test
  void a_cluster_is_told_its_last_plan_and_the_advice_beside_it() throws IOException {
    var world =
        AdvisedWorld.with(directory, List.of(ClusterPlans.full()), AdvisedWorld.resize("app"));
    var run = world.run("explain", "cluster/prod");
    assertThat(run.exitCode()).isEqualTo(Exit.DONE);
    assertThat(run.out())
        .startsWith("Cluster prod, plan of 2026-11-25 02:00 UTC\n")
        .contains("planned with recommended requests      8       657.00        649.70  1.12%")
        .contains("  12.50 USD  shop/Deployment/web  team checkout")
        .endsWith("--format karpenter (or eksctl, or node-groups)\n");
    var json =
        JsonMapper.shared()
            .readTree(world.run("explain", "cluster/prod", "--output", "json").out());
    assertThat(json.at("/as_recommended/node_groups/0/name").asString())
        .isEqualTo("m6i-xlarge-us-east-1a-reserved");
    assertThat(json.at("/savings/0/workload").asString()).isEqualTo("shop/Deployment/web");
    assertThat(world.run("explain", "cluster/prod", "--output", "csv").out())
        .startsWith("cluster,nodes,currency,as_bought,on_demand,spot\n");
  }

  @Test
  void there_is_no_picture_of_a_cluster() throws IOException {
    var run =
        world().run("explain", "cluster/prod", "--png", directory.resolve("a.png").toString());
    assertThat(run.exitCode()).isEqualTo(Exit.USAGE);
    assertThat(run.err())
        .contains("--png draws what containers used, and cluster/prod is a cluster");
  }

  @Test
  void the_nearest_names_come_first_and_are_written_as_the_target_is() throws IOException {
    var world =
        AdvisedWorld.with(
            directory,
            AdvisedWorld.resize("app"),
            AdvisedWorld.elsewhere("billing", "invoices"),
            AdvisedWorld.elsewhere("shop", "cart"),
            AdvisedWorld.elsewhere("zebra", "stripes"));
    assertThat(world.run("explain", "shop/wbe").err()).contains("Maybe you meant shop/web or");
    assertThat(world.run("patch", "prod/shop/cert").err())
        .contains("Maybe you meant prod/shop/cart or prod/shop/web");
  }

  /// There is no configuration either: had any work begun, that would be the error.
  @Test
  void a_picture_that_cannot_be_written_is_told_before_any_work() {
    var run =
        InProcess.run(
            Facts.NOW,
            "explain",
            "shop/web",
            "--png",
            directory.resolve("no/web.png").toString(),
            "--config",
            directory.resolve("none.yaml").toString());
    assertThat(run.exitCode()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains("--png: cannot write", "no/web.png", "there is no folder");
    assertThat(run.err()).doesNotContain("none.yaml");
  }
}
