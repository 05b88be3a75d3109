package dev.trimtab.rightsize.wish;

import dev.trimtab.model.cluster.Namespace;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.rightsize.amount.Measure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds out how a workload's containers are to be treated. The closest word counts: the workload's
/// annotations, then its namespace's, then the configuration's rules in order, then its
/// environment.
///
/// @param risk where no other word is found
public record Treatments(Risk risk, List<Environment> environments, List<Wish> wishes) {
  public static final Treatments DEFAULT = new Treatments(Risk.BALANCED, List.of(), List.of());

  public Treatments {
    environments = List.copyOf(environments);
    wishes = List.copyOf(wishes);
  }

  /// What holds for a workload's containers.
  ///
  /// @param workload null where only its usage is known
  /// @param namespace null where it is not known
  public Treatment of(WorkloadRef ref, @Nullable Workload workload, @Nullable Namespace namespace) {
    var own = Annotations.read("its", workload == null ? Map.of() : workload.annotations());
    var shared =
        Annotations.read("its namespace's", namespace == null ? Map.of() : namespace.annotations());
    var matching =
        wishes.stream()
            .filter(wish ->
                wish.matches(
                    ref,
                    workload == null ? Map.of() : workload.labels(),
                    namespace == null ? Map.of() : namespace.labels(),
                    workload == null ? Map.of() : workload.annotations()))
            .toList();
    var said = Stream.of(own, shared).toList();
    var level =
        first(said, matching, Annotations::risk, Wish::risk)
            .or(() ->
                environments.stream().filter(e -> e.covers(ref)).findFirst().map(Environment::risk))
            .orElse(risk);
    return new Treatment(
        level,
        amount(said, matching, a -> a.pin(Measure.CPU), Wish::cpuPin),
        amount(said, matching, a -> a.pin(Measure.MEMORY), Wish::memoryPin),
        amount(said, matching, _ -> OptionalLong.empty(), Wish::cpuFloor),
        amount(said, matching, _ -> OptionalLong.empty(), Wish::memoryFloor),
        said.stream().anyMatch(Annotations::neverDown)
            || matching.stream().anyMatch(Wish::neverDown),
        said.stream().anyMatch(Annotations::excluded) || matching.stream().anyMatch(Wish::exclude),
        matching.stream()
            .map(Wish::percentile)
            .filter(OptionalDouble::isPresent)
            .findFirst()
            .orElse(OptionalDouble.empty()),
        notes(said, matching));
  }

  private static <T> Optional<T> first(
      List<Annotations> said,
      List<Wish> matching,
      Function<Annotations, Optional<T>> annotated,
      Function<Wish, Optional<T>> wished) {
    return Stream.concat(said.stream().map(annotated), matching.stream().map(wished))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static OptionalLong amount(
      List<Annotations> said,
      List<Wish> matching,
      Function<Annotations, OptionalLong> annotated,
      Function<Wish, OptionalLong> wished) {
    return Stream.concat(said.stream().map(annotated), matching.stream().map(wished))
        .filter(OptionalLong::isPresent)
        .findFirst()
        .orElse(OptionalLong.empty());
  }

  private static List<String> notes(List<Annotations> said, List<Wish> matching) {
    return Stream.concat(
            said.stream().flatMap(a -> a.notes().stream()),
            matching.stream()
                .map(wish -> "The configuration has a rule for it (%s).".formatted(wish.words())))
        .toList();
  }
}
