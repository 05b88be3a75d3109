package dev.trimtab.rightsize;

import static dev.trimtab.fixtures.Histories.history;
import static dev.trimtab.rightsize.Sizes.cluster;
import static dev.trimtab.rightsize.Sizes.notes;
import static dev.trimtab.rightsize.Sizes.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.fixtures.Histories;
import dev.trimtab.fixtures.Nodes;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.Pod;
import dev.trimtab.model.cluster.Policies;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.rightsize.wish.Treatments;
import dev.trimtab.units.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Requests are the P95 and the peak, plus 15%.
class DaemonSetNodesTest {
  private static final WorkloadRef AGENT = new WorkloadRef("prod", "shop", "DaemonSet", "agent");
  private static final String SMALL = "m5.xlarge";
  private static final String LARGE = "m7g.4xlarge";

  /// An agent on so many small nodes and so many large ones.
  private static ClusterInventory on(int small, int large) {
    var nodes = new ArrayList<Node>();
    var pods = new ArrayList<Pod>();
    for (int i = 0; i < small + large; i++) {
      var name = "n" + i;
      nodes.add(Nodes.of(name, i < small ? SMALL : LARGE));
      pods.add(new Pod("agent-" + i, AGENT, name, "Running", Facts.NOW, List.of()));
    }
    return cluster(
        Facts.workload(AGENT, small + large), Policies.NONE, nodes, pods.toArray(Pod[]::new));
  }

  private static Finding.Resize resize(ClusterInventory inventory, Histories past) {
    return only(
        Finding.Resize.class, Sizes.advise(inventory, Treatments.DEFAULT, past.of(AGENT).build()));
  }

  private static long cpu(Finding.Resize resize) {
    return Objects.requireNonNull(resize.proposed().cpuRequest()).millis();
  }

  private static double figure(Finding.Resize resize, String name) {
    return Objects.requireNonNull(resize.evidence().figures().get(name), name);
  }

  /// Forty pods, one in twenty on a large node, where they use ten times as much.
  private static Histories fewLarge() {
    return history().days(7, 0.1, 800).on(SMALL, 3800, 0.1, 200).on(LARGE, 200, 1, 800);
  }

  @Test
  void each_kind_of_node_says_what_it_needs_alone() {
    var resize = resize(on(38, 2), fewLarge());
    // 1 core and 0.1 cores plus 15%, within the 1% of a percentile
    assertThat(figure(resize, LARGE + "_cpu_cores")).isCloseTo(1.15, within(0.0125));
    assertThat(figure(resize, SMALL + "_cpu_cores")).isCloseTo(0.115, within(0.0025));
    assertThat(figure(resize, LARGE + "_memory_bytes"))
        .isEqualTo((double) Memory.mebi(920).bytes());
    assertThat(figure(resize, SMALL + "_memory_bytes"))
        .isEqualTo((double) Memory.mebi(230).bytes());
  }

  @Test
  void the_one_request_covers_the_largest_kind_that_all_together_hide() {
    // the P95 of all is what the small ones use
    var resize = resize(on(38, 2), fewLarge());
    assertThat((double) cpu(resize)).isCloseTo(1150, within(12.0));
    assertThat(resize.proposed().memoryRequest()).isEqualTo(Memory.mebi(920));
    assertThat(resize.reason())
        .contains("but its pods on m7g.4xlarge need more than all together show");
  }

  @Test
  void what_the_small_ones_do_not_need_is_added_up_and_a_split_is_advised() {
    var resize = resize(on(38, 2), fewLarge());
    double cores = 38 * (cpu(resize) / 1000.0 - figure(resize, SMALL + "_cpu_cores"));
    assertThat(figure(resize, "node_kinds_unneeded_cpu_cores")).isCloseTo(cores, within(1e-6));
    assertThat(figure(resize, "node_kinds_unneeded_memory_bytes"))
        .isEqualTo(38.0 * Memory.mebi(920 - 230).bytes());
    assertThat(notes(resize))
        .anyMatch(note ->
            note.contains("%dm and 920Mi on 2 x m7g.4xlarge, ".formatted(cpu(resize)))
                && note.contains("and 230Mi on 38 x m5.xlarge.")
                && note.contains("a DaemonSet of its own for m5.xlarge, by nodeSelector")
                && note.contains("and 230Mi, gives back %.1f cores and 25.6 GiB".formatted(cores)));
  }

  @Test
  void kinds_that_need_much_the_same_are_not_split() {
    var past = history().days(7, 0.1, 400).on(SMALL, 3000, 0.09, 300).on(LARGE, 3000, 0.1, 400);
    var resize = resize(on(5, 5), past);
    assertThat((double) cpu(resize)).isCloseTo(115, within(2.0));
    assertThat(notes(resize))
        .anyMatch(note -> note.contains("That is not worth a second DaemonSet."))
        .noneMatch(note -> note.contains("split"));
  }

  @Test
  void a_small_waste_is_not_worth_a_second_daemon_set() {
    var past = history().days(7, 0.1, 400).on(SMALL, 3000, 0.03, 300).on(LARGE, 3000, 0.1, 400);
    assertThat(notes(resize(on(1, 5), past)))
        .anyMatch(note -> note.contains("That is not worth a second DaemonSet."));
  }

  @Test
  void a_kind_that_it_has_left_asks_for_nothing() {
    var past =
        history()
            .days(7, 0.1, 400)
            .on(SMALL, 3000, 0.09, 300)
            .on(LARGE, 3000, 0.1, 400)
            .on("x1.32xlarge", 150, 20, 400);
    assertThat(cpu(resize(on(5, 5), past))).isLessThan(130);
  }

  @Test
  void a_kind_of_which_little_is_seen_is_named() {
    var past = history().days(7, 0.1, 400).on(SMALL, 3000, 0.1, 300).on(LARGE, 12, 3, 400);
    var resize = resize(on(38, 2), past);
    assertThat((double) cpu(resize)).isCloseTo(115, within(2.0));
    assertThat(notes(resize))
        .anyMatch(note ->
            note.contains("2 kinds of node (38 x m5.xlarge, 2 x m7g.4xlarge)")
                && note.contains("What each kind needs is not known yet"));
  }

  @Test
  void a_floor_is_no_need() {
    var past = history().days(7, 0.01, 40).on(SMALL, 3000, 0.01, 30).on(LARGE, 3000, 0.01, 40);
    var resize = resize(on(5, 5), past);
    assertThat(cpu(resize)).isEqualTo(25);
    assertThat(resize.reason()).doesNotContain("need more");
    assertThat(notes(resize)).anyMatch(note -> note.contains("and needs the same on each."));
  }

  @Test
  void on_one_kind_of_node_nothing_is_said() {
    var resize = resize(on(3, 0), history().days(7, 0.1, 400).on(SMALL, 3000, 0.1, 400));
    assertThat(notes(resize)).noneMatch(note -> note.contains("kinds of node"));
  }
}
