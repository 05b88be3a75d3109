package dev.trimtab.place.board;

import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.LabelRule;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/// One thing that a pod wants of a node.
///
/// @param words of a pod that wants it, after "it"
/// @param alone what to say where no offering meets it
/// @param name of what might be given up; empty for a size
record Wish(String words, String alone, String name, Predicate<Offer> met) {
  /// All that the demand wants.
  static List<Wish> of(Demand demand, List<Offer> offers) {
    var wishes = new ArrayList<>(where(demand.wants()));
    sizes(demand.pod(), offers, wishes);
    return wishes;
  }

  private static List<Wish> where(Demand.Wants wants) {
    var wishes = new ArrayList<Wish>();
    var zone = wants.zone();
    if (!zone.isEmpty()) {
      wishes.add(
          new Wish(
              "is tied to zone " + zone,
              "it is tied to zone " + zone + ", and no offering is there",
              "zone",
              offer -> offer.zone().equals(zone)));
    }
    var arch = wants.arch();
    if (!arch.equals("any")) {
      wishes.add(
          new Wish(
              "wants arch " + arch,
              "no offering has arch " + arch,
              "arch",
              offer -> offer.arch().equals(arch)));
    }
    if (!wants.spot()) {
      wishes.add(
          new Wish(
              "may not run on spot",
              "every offering is spot, and it may not run on spot",
              "staying off spot",
              offer -> !offer.isSpot()));
    }
    wants.rules().forEach(rule -> wishes.add(label(rule)));
    return wishes;
  }

  private static Wish label(LabelRule rule) {
    var words =
        switch (rule.operator()) {
          case IN -> "label %s in %s".formatted(rule.key(), rule.values());
          case NOT_IN -> "label %s not in %s".formatted(rule.key(), rule.values());
          case EXISTS -> "label " + rule.key();
          case DOES_NOT_EXIST -> "no label " + rule.key();
        };
    // whatever else, wants of this rule alone
    var only = new Demand.Wants("any", true, "", -1, false, Double.NaN, List.of(rule));
    return new Wish(
        "wants " + words,
        "it wants " + words + ", and no offering's nodes are so",
        "rule on label " + rule.key(),
        only::allows);
  }

  private static void sizes(Size pod, List<Offer> offers, List<Wish> wishes) {
    if (pod.gpuMillis() > 0) {
      var gpus = "a GPU count of " + pod.gpuMillis() / 1000.0;
      wishes.add(
          new Wish(
              "needs " + gpus,
              "no offering has %s or more".formatted(gpus),
              "",
              offer -> offer.room().gpuMillis() >= pod.gpuMillis()));
    }
    wishes.add(
        size(
            "%s cores of CPU".formatted(pod.cores()),
            String.format(Locale.ROOT, "%.2f", most(offers, offer -> offer.room().cores())),
            offer -> offer.room().cpuMicros() >= pod.cpuMicros()));
    wishes.add(
        size(
            String.format(Locale.ROOT, "%.2f GiB of memory", pod.gibi()),
            String.format(Locale.ROOT, "%.2f", most(offers, offer -> offer.room().gibi())),
            offer -> offer.room().memoryBytes() >= pod.memoryBytes()));
  }

  private static Wish size(String amount, String most, Predicate<Offer> met) {
    return new Wish(
        "needs " + amount,
        "no node is large enough for its %s beside what kubelet and DaemonSets keep (the largest has room for %s)"
            .formatted(amount, most),
        "",
        met);
  }

  private static double most(List<Offer> offers, ToDoubleFunction<Offer> room) {
    return offers.stream().mapToDouble(room).max().orElse(0);
  }
}
