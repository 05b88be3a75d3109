package dev.trimtab.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.app.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PlanCommandTest {
  private static final String PODS =
      """
      namespace,workload_kind,workload,replicas,cpu_request_cores,memory_request_bytes,zone
      shop,Deployment,web,6,1,1073741824,
      shop,Deployment,lost,2,1,1073741824,nowhere
      """;
  private static final String OFFERINGS =
      """
      instance_type,zone,capacity_type,price_per_hour,vcpu,memory_bytes
      m5.xlarge,a,on-demand,0.192,4,17179869184
      m5.2xlarge,a,on-demand,0.384,8,34359738368
      m5.4xlarge,a,on-demand,,16,68719476736
      """;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();

  private int plan(String pods, String offerings, String... more) throws IOException {
    Files.writeString(folder.resolve("pods.csv"), pods);
    Files.writeString(folder.resolve("offerings.csv"), offerings);
    var args =
        Stream.concat(
                Stream.of(
                    "plan",
                    "--pods",
                    folder.resolve("pods.csv").toString(),
                    "--offerings",
                    folder.resolve("offerings.csv").toString(),
                    "--out",
                    folder.resolve("plan.json").toString()),
                Stream.of(more))
            .toArray(String[]::new);
    return Main.run(args, Map.of(), InstantSource.system(), new PrintWriter(out));
  }

  private JsonNode json() throws IOException {
    return JsonMapper.shared().readTree(Files.readString(folder.resolve("plan.json")));
  }

  @Test
  void the_plan_is_written_as_the_format_says() throws IOException {
    assertThat(plan(PODS, OFFERINGS, "--overhead", "none", "--risk", "price-only")).isZero();

    var json = json();
    var price = BigDecimal.ZERO;
    int web = 0;
    for (var node : json.get("nodes")) {
      int count = node.get("count").asInt();
      price =
          price.add(node.get("price_per_hour").decimalValue().multiply(BigDecimal.valueOf(count)));
      for (var pod : node.get("pods")) {
        assertThat(pod.get("workload").asString()).isEqualTo("web");
        web += count * pod.get("replicas").asInt();
      }
    }
    assertThat(web).isEqualTo(6);
    assertThat(json.get("price_per_hour").decimalValue()).isEqualByComparingTo(price);
    assertThat(json.get("objective").asString()).isEqualTo("price");
    assertThat(json.get("unplaced").get(0).get("workload").asString()).isEqualTo("lost");
    assertThat(json.get("unplaced").get(0).get("replicas").asInt()).isEqualTo(2);
    assertThat(json.get("unplaced").get(0).get("reason").asString()).contains("zone nowhere");
  }

  @Test
  void a_greedy_plan_needs_no_time() throws IOException {
    assertThat(plan(PODS, OFFERINGS, "--time-limit", "0", "--compare")).isZero();
    assertThat(out.toString()).contains("first fit").contains("shop/lost");
  }

  @Test
  void a_file_that_lacks_a_column_or_is_missing_is_a_usage_error() throws IOException {
    assertThat(plan("workload,replicas\nweb,1\n", OFFERINGS)).isEqualTo(Exit.USAGE);
    assertThat(plan(PODS, OFFERINGS, "--max-bad-rows", "0.5", "--out", "/nowhere/at/all.json"))
        .isEqualTo(Exit.USAGE);
  }

  @Test
  void too_many_unusable_rows_end_it_and_few_do_not() throws IOException {
    var pods = PODS + "shop,Deployment,bad,3,NaN,1,\n";

    assertThat(plan(pods, OFFERINGS)).isEqualTo(Exit.USAGE);
    assertThat(plan(pods, OFFERINGS, "--max-bad-rows", "0.5")).isZero();
  }

  @Test
  void a_price_in_another_unit_is_refused() throws IOException {
    var rows =
        List.of("c5.xlarge,a,on-demand,0.17,4,8589934592", "c5.large,a,on-demand,85,2,4294967296");

    assertThat(plan(PODS, OFFERINGS + String.join("\n", rows) + "\n")).isEqualTo(Exit.USAGE);
    assertThat(plan(PODS, OFFERINGS + rows.getFirst() + "\n")).isZero();
  }
}
