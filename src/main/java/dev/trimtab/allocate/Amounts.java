package dev.trimtab.allocate;

import dev.trimtab.model.cost.ContainerDay;
import dev.trimtab.model.cost.DailyCost;
import dev.trimtab.model.cost.NodeDay;
import java.util.function.DoubleBinaryOperator;

/// Core-hours, GiB-hours and GPU-hours: what a node had, or what somebody held of it.
///
/// Never negative; what is not a finite number counts as nothing.
record Amounts(double cores, double gib, double gpus) {
  static final Amounts NONE = new Amounts(0, 0, 0);

  Amounts {
    cores = sane(cores);
    gib = sane(gib);
    gpus = sane(gpus);
  }

  static Amounts of(NodeDay node) {
    double hours = node.hours().doubleValue();
    return new Amounts(
        node.cpu().cores() * hours, node.memory().gibi() * hours, node.gpus() * hours);
  }

  static Amounts of(ContainerDay container) {
    return new Amounts(container.coreHours(), container.gibHours(), container.gpuHours());
  }

  Amounts plus(Amounts other) {
    return with(other, Double::sum);
  }

  /// What is left, zero where there is less.
  Amounts minus(Amounts other) {
    return with(other, (left, right) -> left - right);
  }

  Amounts times(Amounts factors) {
    return with(factors, (left, right) -> left * right);
  }

  /// This as a share of a whole, at most one; zero of nothing.
  Amounts shareOf(Amounts whole) {
    return with(whole, (part, all) -> all > 0 ? Math.min(1, part / all) : 0);
  }

  double get(DailyCost.Kind resource) {
    return switch (resource) {
      case CPU -> cores;
      case MEMORY -> gib;
      case GPU -> gpus;
      case IDLE, SHARED, LLM -> throw new IllegalArgumentException(resource + " is no resource");
    };
  }

  private Amounts with(Amounts other, DoubleBinaryOperator operator) {
    return new Amounts(
        operator.applyAsDouble(cores, other.cores),
        operator.applyAsDouble(gib, other.gib),
        operator.applyAsDouble(gpus, other.gpus));
  }

  private static double sane(double value) {
    return Double.isFinite(value) && value > 0 ? value : 0;
  }
}
