package dev.trimtab.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.ClusterPlans;
import dev.trimtab.fixtures.Facts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.json.JsonMapper;

class NodePatchesTest {
  @Command
  private record Options(@Mixin Session session) {}

  private static String print(NodePatches.Format format, String... options) {
    var out = new StringWriter();
    var session = new Session(Map.of(), InstantSource.fixed(Facts.NOW), new PrintWriter(out, true));
    new CommandLine(new Options(session)).parseArgs(options);
    NodePatches.print(session, ClusterPlans.full(), format, () -> ClusterPlans.TYPES, "spot-class");
    return out.toString();
  }

  @Test
  void each_format_is_written_in_its_way() {
    assertThat(print(NodePatches.Format.KARPENTER))
        .contains("kind: NodePool", "name: spot-class", "EC2NodeClass \"spot-class\"");
    assertThat(print(NodePatches.Format.EKSCTL)).contains("kind: ClusterConfig");
  }

  @Test
  void sizes_are_a_table_of_groups() {
    assertThat(print(NodePatches.Format.NODE_GROUPS).lines())
        .hasSize(6)
        .anyMatch(line ->
            line.matches(
                "m6i-xlarge-us-east-1b-spot +m6i.xlarge +amd64 +us-east-1b +spot +3 +0.3 +219 +USD"));
    assertThat(print(NodePatches.Format.NODE_GROUPS, "--output", "csv").lines())
        .startsWith(
            "name,instance_type,arch,zone,capacity_type,nodes,price_per_hour,price_per_month,currency",
            "m6i-xlarge-us-east-1a-reserved,m6i.xlarge,amd64,us-east-1a,reserved,1,0.15,109.5,USD");
  }

  @Test
  void sizes_are_numbers_for_programs() {
    var rows =
        JsonMapper.shared().readTree(print(NodePatches.Format.NODE_GROUPS, "--output", "json"));
    assertThat(rows).hasSize(5);
    assertThat(rows.get(2).path("name").asString()).isEqualTo("m6i-xlarge-us-east-1b-spot");
    assertThat(rows.get(2).path("nodes").isInt()).isTrue();
    assertThat(rows.get(2).path("nodes").asInt()).isEqualTo(3);
    assertThat(rows.get(2).path("price_per_month").decimalValue()).isEqualByComparingTo("219");
  }

  @Test
  void formats_are_known_by_their_words() {
    assertThat(List.of(NodePatches.Format.values()))
        .allSatisfy(format -> assertThat(NodePatches.Format.of(format.word())).contains(format));
    assertThat(NodePatches.Format.of("kubectl")).isEmpty();
  }
}
