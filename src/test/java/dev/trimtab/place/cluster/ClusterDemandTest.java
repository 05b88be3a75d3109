package dev.trimtab.place.cluster;

import static dev.trimtab.fixtures.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.fixtures.Nodes;
import dev.trimtab.fixtures.Workloads;
import dev.trimtab.model.Problem;
import dev.trimtab.model.cluster.Container;
import dev.trimtab.model.cluster.ContainerRef;
import dev.trimtab.model.cluster.Placement;
import dev.trimtab.model.cluster.Policies;
import dev.trimtab.model.cluster.Policies.Claim;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.cluster.Scheduling;
import dev.trimtab.model.cluster.Taint;
import dev.trimtab.model.cluster.Toleration;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.LabelRule;
import dev.trimtab.place.plan.LabelRule.Operator;
import dev.trimtab.place.plan.Size;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ClusterDemandTest {
  private static final Size HALF_CORE = new Size(500_000, 512L << 20, 0);

  private static List<Demand> demands(ClusterCase subject) {
    return ClusterDemand.of(subject, Changes.NONE).problem().demands();
  }

  private static Demand only(Workloads workload) {
    var demands = demands(Clusters.of(Map.of(), workload.build()));
    assertThat(demands).hasSize(1);
    return demands.getFirst();
  }

  private static Map<String, Integer> replicas(List<Demand> demands) {
    return demands.stream().collect(Collectors.toMap(d -> d.workload().name(), Demand::replicas));
  }

  @Test
  void a_workload_wants_its_replicas_on_demand_on_the_usual_architecture() {
    var demand = only(workload());
    assertThat(demand.replicas()).isEqualTo(10);
    assertThat(demand.pod()).isEqualTo(HALF_CORE);
    assertThat(demand.wants()).isEqualTo(Demand.Wants.NOTHING);
  }

  @Test
  void what_the_template_says_of_sharing_is_kept() {
    assertThat(only(workload().spreadByZone()).wants().maxSkew()).isEqualTo(1);
    var loose = workload().spreadByZone().scheduled(new Scheduling(List.of(), List.of(), 2));
    assertThat(only(loose).wants().maxSkew()).isEqualTo(2);
    assertThat(only(workload().onePerNode()).wants().onePerNode()).isTrue();
  }

  @Test
  void an_image_runs_on_the_architectures_that_it_runs_on_now() {
    assertThat(arch(new Placement("m6g.large", "arm64", 3))).isEqualTo("arm64");
    assertThat(arch(new Placement("m6g.large", "arm64", 3), new Placement("m5.large", "amd64", 1)))
        .isEqualTo("any");
    assertThat(arch(new Placement("odd", "", 1))).isEqualTo("amd64");
  }

  private static String arch(Placement... placements) {
    var web = workload().build();
    var subject =
        new ClusterCase(
            Clusters.inventory(List.of(), Policies.NONE, web),
            Map.of(),
            Map.of(web.ref(), List.of(placements)),
            Map.of(),
            Clusters.offers(),
            Double.NaN);
    return demands(subject).getFirst().wants().arch();
  }

  @Test
  void cron_jobs_are_left_out_and_said_to_be_and_jobs_count_while_they_run() {
    var job = Clusters.named("Job", "import", workload().replicas(4).build());
    var subject =
        new ClusterCase(
            Clusters.inventory(List.of(), Policies.NONE, workload().kind("CronJob").build(), job),
            Map.of(),
            Map.of(job.ref(), List.of(new Placement("m5.large", "amd64", 3))),
            Map.of(),
            Clusters.offers(),
            Double.NaN);
    var stated = ClusterDemand.of(subject, Changes.NONE);
    assertThat(replicas(stated.problem().demands())).isEqualTo(Map.of("import", 3));
    assertThat(stated.problems()).extracting(Problem::reason).containsExactly("left-out");
  }

  @Test
  void a_daemon_set_runs_on_every_node_that_its_selector_allows() {
    var everywhere = Clusters.named("DaemonSet", "logs", workload().build());
    var selective = Clusters.named("DaemonSet", "gpu", workload().selecting("gpu", "true").build());
    var problem =
        ClusterDemand.of(Clusters.of(Map.of(), everywhere, selective), Changes.NONE).problem();
    assertThat(problem.demands()).isEmpty();
    assertThat(problem.daemons()).hasSize(2);
    assertThat(problem.daemons().getFirst().wants().arch()).isEqualTo("any");
    assertThat(problem.daemons().getLast().wants().rules())
        .containsExactly(new LabelRule("gpu", Operator.IN, List.of("true")));
  }

  @Test
  void advised_requests_and_replicas_take_the_place_of_todays() {
    var web = workload().build();
    var less = new Resources(Cpu.millis(100), null, Memory.mebi(64), null, 0);
    var changes =
        new Changes.Builder()
            .resize(new ContainerRef(web.ref(), "app"), less)
            .replicas(web.ref(), 4)
            .build();
    var demand =
        ClusterDemand.of(Clusters.of(Map.of(), web), changes).problem().demands().getFirst();
    assertThat(demand.replicas()).isEqualTo(4);
    assertThat(demand.pod()).isEqualTo(new Size(100_000, 64L << 20, 0));
  }

  @Test
  void injected_containers_count() {
    var web = workload().build();
    var proxy = new Container("istio-proxy", Container.Role.INJECTED, Facts.HALF_CORE);
    var subject =
        new ClusterCase(
            Clusters.inventory(List.of(), Policies.NONE, web),
            Map.of(web.ref(), List.of(proxy)),
            Map.of(),
            Map.of(),
            Clusters.offers(),
            Double.NaN);
    assertThat(demands(subject).getFirst().pod()).isEqualTo(HALF_CORE.times(2));
  }

  @Test
  void a_volume_ties_its_workload_to_its_zone_and_several_each_their_share() {
    assertThat(tied(10, "a", "a")).isEqualTo(Map.of("web", 10));
    assertThat(tied(3, "a", "b", "c"))
        .isEqualTo(Map.of("web#zone a", 1, "web#zone b", 1, "web#zone c", 1));
    assertThat(tied(3, "a", "a", "b", "a", "b", "b"))
        .isEqualTo(Map.of("web#zone a", 2, "web#zone b", 1));
    assertThat(tied(3, "")).isEqualTo(Map.of("web", 3));
  }

  private static Map<String, Integer> tied(int replicas, String... zones) {
    var claims = new java.util.ArrayList<Claim>();
    var names = new java.util.ArrayList<String>();
    for (int i = 0; i < zones.length; i++) {
      names.add("data-" + i);
      claims.add(new Claim("shop", "data-" + i, "gp3", Memory.mebi(1024), "v", zones[i], false));
    }
    var web = workload().replicas(replicas).claims(names.toArray(String[]::new)).build();
    var policies = new Policies(claims, List.of(), List.of(), Map.of());
    var demands = demands(Clusters.of(Clusters.inventory(List.of(), policies, web), Map.of()));
    for (var demand : demands) {
      assertThat(demand.wants().zone()).isEqualTo(zones[0].isEmpty() ? "" : zoneOf(demand));
    }
    return replicas(demands);
  }

  private static String zoneOf(Demand demand) {
    var name = demand.workload().name();
    return name.contains("zone ") ? name.substring(name.length() - 1) : "a";
  }

  @Test
  void taints_of_todays_nodes_keep_off_what_does_not_tolerate_them() {
    var taint = new Taint("dedicated", "batch", "NoSchedule");
    var tolerant =
        workload()
            .scheduled(
                new Scheduling(
                    List.of(new Toleration("dedicated", "Exists", "", "")), List.of(), 0))
            .build();
    var nodes = List.of(Nodes.tainted(Facts.node("n1"), taint));
    var subject =
        Clusters.of(
            Clusters.inventory(
                nodes,
                Policies.NONE,
                workload().build(),
                Clusters.named("Deployment", "batch", tolerant)),
            Map.of());
    var standing = Clusters.standing(subject.inventory()).offers().getFirst();
    var demands = demands(subject);
    assertThat(demands.getFirst().wants().allows(standing)).isFalse();
    assertThat(demands.getLast().wants().allows(standing)).isTrue();
    assertThat(demands.getFirst().wants().allows(subject.offers().getFirst())).isTrue();
  }

  @Test
  void what_asks_for_an_unknown_accelerator_has_no_place_and_is_told() {
    var neuron =
        new Container(
            "app", Container.Role.APP, Facts.HALF_CORE, Map.of("aws.amazon.com/neuron", 1));
    var stated =
        ClusterDemand.of(Clusters.of(Map.of(), workload().with(neuron).build()), Changes.NONE);
    var demand = stated.problem().demands().getFirst();
    assertThat(stated.problem().offers()).noneMatch(offer -> demand.wants().allows(offer));
    assertThat(stated.problems())
        .extracting(Problem::reason)
        .containsExactly("unknown-accelerator");
  }

  @Test
  void what_may_go_to_spot_in_part_is_two_demands() {
    assertThat(split(workload(), 0)).isEqualTo(Map.of("web", 10));
    assertThat(split(workload(), 2)).isEqualTo(Map.of("web#on demand", 2, "web#rest", 8));
    assertThat(split(workload(), 10)).isEqualTo(Map.of("web", 10));
  }

  @Test
  void spread_over_zones_as_many_stay_on_demand_in_each() {
    assertThat(split(workload().spreadByZone(), 2))
        .isEqualTo(
            Map.of(
                "web#on demand in a", 1,
                "web#on demand in b", 1,
                "web#on demand in c", 1,
                "web#rest", 7));
    assertThat(split(workload().replicas(3).spreadByZone(), 1)).isEqualTo(Map.of("web", 3));
  }

  @Test
  void of_what_never_shares_a_node_the_rest_is_on_spot_only() {
    var web = workload().onePerNode().build();
    var demands = demands(Clusters.of(Map.of(web.ref(), Clusters.mayGo(web, 2)), web));
    var rest = demands.getLast().wants();
    assertThat(Clusters.offers().stream().map(OfferLabels::completed).filter(rest::allows))
        .hasSize(3)
        .allMatch(offer -> offer.isSpot());
  }

  private static Map<String, Integer> split(Workloads like, int onDemand) {
    Workload web = like.build();
    Map<dev.trimtab.model.cluster.WorkloadRef, Finding> grades =
        Map.of(web.ref(), Clusters.mayGo(web, onDemand));
    return replicas(demands(Clusters.of(grades, web)));
  }
}
