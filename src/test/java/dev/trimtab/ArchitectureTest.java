package dev.trimtab;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// app → pipeline → {collect, store, report, rightsize, place, allocate, llm, detect} → model →
/// units.
class ArchitectureTest {
  private static final String BASE = "dev.trimtab.";
  private static final String[] PURE = {
    BASE + "rightsize..", BASE + "place..", BASE + "allocate..", BASE + "llm..", BASE + "detect.."
  };
  private static final List<String> STRANGERS =
      List.of("collect", "store", "report", "rightsize", "place", "allocate", "llm", "detect");

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.trimtab");

  @Test
  void arrows_point_down() {
    var layers =
        Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true);
    layers = layers.layer("app").definedBy(BASE + "app..").layer("demo").definedBy(BASE + "demo..");
    layers = layers.layer("pipeline").definedBy(BASE + "pipeline..");
    layers =
        layers
            .layer("model")
            .definedBy(BASE + "model..")
            .layer("units")
            .definedBy(BASE + "units..");
    for (var name : STRANGERS) {
      layers = layers.layer(name).definedBy(BASE + name + "..");
    }
    layers =
        layers
            .whereLayer("app")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("demo")
            .mayOnlyBeAccessedByLayers("app");
    layers = layers.whereLayer("pipeline").mayOnlyBeAccessedByLayers("app");
    for (var name : STRANGERS) {
      layers = layers.whereLayer(name).mayOnlyBeAccessedByLayers("app", "pipeline");
    }
    layers
        .whereLayer("units")
        .mayNotAccessAnyLayer()
        .whereLayer("model")
        .mayOnlyAccessLayers("units")
        .check(MAIN);
  }

  @Test
  void no_package_family_goes_round_in_a_circle() {
    slices().matching("dev.trimtab.(*)..").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void units_know_java_only() {
    classes()
        .that()
        .resideInAPackage(BASE + "units..")
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(BASE + "units..", "java..", "org.jspecify.."))
        .check(MAIN);
  }

  private static ArchRule pure(String... packages) {
    return classes()
        .that()
        .resideInAnyPackage(packages)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(packages)
                .or(resideInAnyPackage(BASE + "model..", BASE + "units..", "org.jspecify.."))
                // a numeric library may live where it is needed; its one home is held below
                .or(resideInAPackage("com.google.ortools.."))
                .or(
                    resideInAPackage("java..")
                        .and(
                            not(
                                resideInAnyPackage(
                                    "java.sql..", "java.net..", "java.nio.file..")))))
        .allowEmptyShould(true);
  }

  @Test
  void the_pure_packages_see_facts_and_nothing_of_the_world() {
    pure(PURE).check(MAIN);
  }

  private static ArchRule timeless(String... packages) {
    return noClasses()
        .that()
        .resideInAnyPackage(packages)
        .should()
        .callMethodWhere(
            target(owner(resideInAPackage("java.time"))).and(target(nameMatching("now|system.*"))))
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .allowEmptyShould(true);
  }

  @Test
  void the_clock_comes_in_as_an_argument() {
    timeless(PURE).check(MAIN);
    timeless(
            BASE + "model..",
            BASE + "units..",
            BASE + "pipeline..",
            BASE + "store..",
            BASE + "report..",
            BASE + "collect..")
        .check(MAIN);
  }

  private static void home(String library, String... homes) {
    noClasses()
        .that()
        .resideOutsideOfPackages(homes)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(MAIN);
  }

  @Test
  void each_library_has_one_home() {
    home("io.fabric8..", BASE + "collect.kubernetes..");
    home("software.amazon..", BASE + "collect.aws..");
    home("org.jdbi..", BASE + "store..");
    home("org.postgresql..", BASE + "store..");
    home("org.flywaydb..", BASE + "store..");
    home("com.zaxxer..", BASE + "store..");
    home("io.zonky..", BASE + "store..");
    home("org.apache.poi..", BASE + "report..");
    home("com.google.ortools..", BASE + "place.pack..");
    home("jakarta.mail..", BASE + "report..", BASE + "demo..");
    home("org.quartz..", BASE + "app..");
    home("picocli..", BASE + "app..");
    home("jakarta.validation..", BASE + "app..");
    home("com.icegreen..", BASE + "demo..");
  }

  /// The rules would notice: a class of the tests breaks them.
  @Test
  void the_rules_can_fail() {
    JavaClasses offender = new ClassFileImporter().importClasses(Offender.class);
    assertThat(pure("dev.trimtab").evaluate(offender).hasViolation()).isTrue();
    assertThat(timeless("dev.trimtab").evaluate(offender).hasViolation()).isTrue();
  }

  static final class Offender {
    static String breaksBoth(java.nio.file.Path path) {
      return path + " at " + Instant.now();
    }

    private Offender() {}
  }
}
