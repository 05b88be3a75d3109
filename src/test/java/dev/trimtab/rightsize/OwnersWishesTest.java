package dev.trimtab.rightsize;

import static dev.trimtab.fixtures.Histories.history;
import static dev.trimtab.fixtures.Workloads.workload;
import static dev.trimtab.rightsize.Sizes.cluster;
import static dev.trimtab.rightsize.Sizes.notes;
import static dev.trimtab.rightsize.Sizes.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.fixtures.Histories;
import dev.trimtab.fixtures.Histories.Day;
import dev.trimtab.fixtures.Workloads;
import dev.trimtab.model.cluster.Namespace;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.rightsize.rule.SizingCase;
import dev.trimtab.rightsize.rule.Surroundings;
import dev.trimtab.rightsize.wish.Environment;
import dev.trimtab.rightsize.wish.Risk;
import dev.trimtab.rightsize.wish.Treatment;
import dev.trimtab.rightsize.wish.Treatments;
import dev.trimtab.rightsize.wish.Wish;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Pins, floors, exclusions and the risk that is bought: by configuration and annotation.
class OwnersWishesTest {
  private static final long MEBI = 1L << 20;
  private static final Wish NONE =
      new Wish(
          "",
          "",
          "",
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          false,
          false,
          Optional.empty(),
          OptionalDouble.empty());

  private static Workloads annotated(String key, String value) {
    return workload().replicas(2).annotated("trimtab.dev/" + key, value);
  }

  private static List<Finding> advise(
      Workloads workload, Treatments treatments, Histories history) {
    return Sizes.advise(cluster(workload.build()), treatments, history.build());
  }

  private static Histories lowUse() {
    return history().days(7, 0.1, 100);
  }

  @Test
  void exclude_is_no_advice_and_never_down_only_advice_to_grow() {
    assertThat(advise(annotated("rightsizing", "exclude"), Treatments.DEFAULT, lowUse())).isEmpty();
    var kept =
        only(
            Finding.Keep.class,
            advise(annotated("rightsizing", "never-down"), Treatments.DEFAULT, lowUse()));
    assertThat(kept.reason())
        .isEqualTo(
            "CPU request stays at 500m: not to be lowered, by its owner's word; "
                + "memory request stays at 512Mi: not to be lowered, by its owner's word.");
    assertThat(notes(kept))
        .anyMatch(note -> note.startsWith("By its annotation trimtab.dev/rightsizing"))
        .anyMatch(note -> note.contains("would do with a memory request of 115Mi"));
    var grown =
        only(
            Finding.Resize.class,
            advise(
                annotated("rightsizing", "never-down"),
                Treatments.DEFAULT,
                history().days(7, 0.9, 900)));
    assertThat(grown.proposed().memoryRequest()).isEqualTo(Memory.mebi(1035));
  }

  @Test
  void a_pin_is_asked_for_exactly() {
    var pinned =
        only(
            Finding.Resize.class,
            advise(
                annotated("cpu-request", "490m").annotated("trimtab.dev/memory-request", "1Gi"),
                Treatments.DEFAULT,
                lowUse()));
    // though it is a small change
    assertThat(pinned.proposed().cpuRequest()).isEqualTo(Cpu.millis(490));
    assertThat(pinned.proposed().memoryRequest()).isEqualTo(Memory.mebi(1024));
    assertThat(pinned.reason()).contains("from 500m to 490m: pinned by its owner");
    assertThat(notes(pinned))
        .contains("Its memory request is pinned to 1024Mi; by its use it would be 115Mi.");
  }

  @Test
  void an_annotation_that_cannot_be_read_is_told_and_not_followed() {
    var resize =
        only(
            Finding.Resize.class,
            advise(
                annotated("cpu-request", "half a core")
                    .annotated("trimtab.dev/memory-request", "1e99999999")
                    .annotated("trimtab.dev/risk", "bold")
                    .annotated("trimtab.dev/rightsizing", "off"),
                Treatments.DEFAULT,
                lowUse()));
    assertThat(notes(resize))
        .contains(
            "Its annotation trimtab.dev/cpu-request (half a core) is not followed: it must be a quantity such as 250m.",
            "Its annotation trimtab.dev/memory-request (1e99999999) is not followed: it must be a quantity such as 512Mi.",
            "Its annotation trimtab.dev/risk (bold) is not followed: it must be safe, balanced or lean.",
            "Its annotation trimtab.dev/rightsizing (off) is not followed: it must be exclude or never-down.");
  }

  private static Wish floors(String namespace, String label, String annotation) {
    return new Wish(
        namespace,
        label,
        annotation,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.of(300),
        OptionalLong.of(400 * MEBI),
        false,
        false,
        Optional.of(Risk.SAFE),
        OptionalDouble.of(1));
  }

  private static Treatments rules(Wish... wishes) {
    return new Treatments(Risk.LEAN, List.of(), List.of(wishes));
  }

  @Test
  void a_rule_of_the_configuration_gives_floors_and_a_percentile() {
    var used = history().days(6, 0.1, 100);
    used.day(Day.of(0.1, 100).busy(0.25));
    var resize =
        only(
            Finding.Resize.class,
            advise(workload().replicas(2), rules(floors("sh*", "", "")), used));
    assertThat(resize.proposed().memoryRequest()).isEqualTo(Memory.mebi(400));
    assertThat(resize.evidence().figures()).containsEntry("cpu_percentile", 1.0);
    assertThat(resize.proposed().cpuRequest()).isEqualTo(Cpu.millis(300));
    assertThat(resize.reason())
        .contains("the P100 of 7 days")
        .contains("less than 300m is not wanted");
    assertThat(notes(resize)).contains("The configuration has a rule for it (namespace sh*).");
  }

  private static Treatment treatment(
      Treatments treatments, Workloads workload, @Nullable Namespace namespace) {
    return treatments.of(Facts.WEB, workload.build(), namespace);
  }

  @Test
  void a_rule_matches_by_namespace_label_and_annotation() {
    var gold = new Namespace("shop", Map.of("tier", "gold"), Map.of());
    var plain = new Namespace("shop", Map.of(), Map.of());
    var byLabel = rules(floors("", "tier=gold", ""));
    assertThat(treatment(byLabel, workload(), gold).cpuFloor()).hasValue(300);
    assertThat(treatment(byLabel, workload(), plain).cpuFloor()).isEmpty();
    assertThat(treatment(byLabel, workload().labelled("tier", "gold"), null).cpuFloor())
        .hasValue(300);
    var byAnnotation = rules(floors("shop", "", "team=cart"));
    assertThat(treatment(byAnnotation, workload().annotated("team", "cart"), plain).cpuFloor())
        .hasValue(300);
    assertThat(treatment(byAnnotation, workload(), plain).cpuFloor()).isEmpty();
    assertThat(treatment(rules(floors("sho", "", "")), workload(), gold).cpuFloor()).isEmpty();
  }

  @Test
  void the_closest_word_on_risk_counts() {
    var all =
        new Treatments(
            Risk.LEAN,
            List.of(new Environment("prod*", "", Risk.BALANCED)),
            List.of(floors("shop", "", "")));
    var namespace = new Namespace("shop", Map.of(), Map.of("trimtab.dev/risk", "lean"));
    var plain = new Namespace("shop", Map.of(), Map.of());
    assertThat(treatment(all, annotated("risk", "balanced"), namespace).risk())
        .isEqualTo(Risk.BALANCED);
    assertThat(treatment(all, workload(), namespace).risk()).isEqualTo(Risk.LEAN);
    assertThat(treatment(all, workload(), plain).risk()).isEqualTo(Risk.SAFE);
    var environment = new Treatments(Risk.LEAN, all.environments(), List.of(NONE));
    assertThat(treatment(environment, workload(), plain).risk()).isEqualTo(Risk.BALANCED);
    var elsewhere =
        new Treatments(Risk.LEAN, List.of(new Environment("prod", "pay", Risk.SAFE)), List.of());
    assertThat(treatment(elsewhere, workload(), plain).risk()).isEqualTo(Risk.LEAN);
  }

  private static Finding.Resize stated(Treatment treatment, double cpuRisk, double memoryRisk) {
    var measured =
        new Measured(0.1, 100 * MEBI, cpuRisk, memoryRisk, "use", "use", Map.of(), List.of());
    var subject =
        new SizingCase(lowUse().build(), null, Surroundings.unknown(Sizes.TODAY), treatment, "");
    return (Finding.Resize) new Rightsizer(Sizes.SETTINGS).advise(subject, measured).orElseThrow();
  }

  @Test
  void a_stated_risk_stands_while_no_less_is_asked_for() {
    var plain = stated(Treatment.DEFAULT, 0.01, 0.002);
    assertThat(plain.evidence().figures())
        .containsEntry("cpu_exceedance_stated", 0.01)
        .containsEntry("memory_exceedance_stated", 0.002);
    var pinned =
        new Treatment(
            Risk.BALANCED,
            OptionalLong.of(50),
            OptionalLong.of(200 * MEBI),
            OptionalLong.empty(),
            OptionalLong.empty(),
            false,
            false,
            OptionalDouble.empty(),
            List.of());
    var less = stated(pinned, 0.01, 0.002);
    assertThat(less.evidence().figures())
        .doesNotContainKey("cpu_exceedance_stated")
        .containsEntry("memory_exceedance_stated", 0.002);
    assertThat(notes(less))
        .contains("Its CPU risk is unknown: it was stated for 100m, and pinned by its owner.");
  }

  @Test
  void never_down_holds_for_a_limit_that_stands_for_the_request() {
    var findings =
        advise(
            annotated("rightsizing", "never-down"),
            Treatments.DEFAULT,
            history().asking(null, 500, null, 512).days(7, 0.1, 100));
    assertThat(only(Finding.Keep.class, findings).reason())
        .startsWith("CPU request stays at 500m: not to be lowered");
  }
}
