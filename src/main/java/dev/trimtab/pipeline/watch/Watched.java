package dev.trimtab.pipeline.watch;

import dev.trimtab.detect.Fleet;
import dev.trimtab.detect.FleetHours;
import dev.trimtab.detect.Sensitivity;
import dev.trimtab.detect.SpendDetector;
import dev.trimtab.model.spend.Incident;
import dev.trimtab.model.spend.SpendPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Collector;

/// One series: a key, a model, a team, a provider, the total, a namespace.
public final class Watched {
  private static final long WEEK = 7 * 86_400L;

  private final String name;
  private final Kind kind;
  private final Steps steps;
  private final double budgetPerMonth;
  private final Set<Lane> lanes = new HashSet<>();
  private final Set<Reporter> reporters = new HashSet<>();
  private final List<Lane> inOrder = new ArrayList<>();
  private Lane sum;

  /// What a series is of, the most telling first.
  public enum Kind {
    KEY,
    MODEL,
    TEAM,
    NAMESPACE,
    PROVIDER,
    TOTAL
  }

  /// @param budgetPerMonth NaN for none
  /// @param first the first of those that it is the sum of
  Watched(String name, Kind kind, Steps steps, double budgetPerMonth, Lane first) {
    this.name = name;
    this.kind = kind;
    this.steps = steps;
    this.budgetPerMonth = budgetPerMonth;
    this.sum = first;
    lanes.add(first);
    inOrder.add(first);
    reporters.add(first.reporter);
  }

  /// Adds to the sum, lane by lane: step by step, memory would be the brake.
  void add(Lane lane) {
    if (lanes.add(lane)) {
      if (inOrder.size() == 1) {
        sum = new Lane(lane.reporter, "", "", "", steps);
        sum.add(inOrder.getFirst());
      }
      inOrder.add(lane);
      reporters.add(lane.reporter);
      sum.add(lane);
    }
  }

  public String name() {
    return name;
  }

  public Kind kind() {
    return kind;
  }

  /// Whether both count some of the same money.
  boolean shares(Watched other) {
    var fewer = lanes.size() < other.lanes.size() ? this : other;
    var more = fewer == this ? other : this;
    return fewer.lanes.stream().anyMatch(more.lanes::contains);
  }

  /// Hands over the points of all steps that are known.
  void points(Consumer<SpendPoint> taker) {
    for (int step = Math.min(sum.first(), steps.count()); step < steps.count(); step++) {
      if (isKnown(step)) {
        taker.accept(point(step));
      }
    }
  }

  private boolean isKnown(int step) {
    for (var reporter : reporters) {
      if (!reporter.told(step)) {
        return false;
      }
    }
    return true;
  }

  private SpendPoint point(int step) {
    long start = steps.startOf(step);
    return new SpendPoint(
        start,
        start + steps.seconds(),
        sum.cost(step),
        sum.requests(step),
        sum.failed(step),
        sum.input(step),
        sum.output(step),
        budgetPerMonth);
  }

  void count(FleetHours fleet) {
    points(fleet::see);
  }

  /// All incidents in the steps that are known, in order of time; the last may go on.
  List<Incident> incidents(Sensitivity sensitivity, Fleet fleet) {
    var detector = new SpendDetector(name, sensitivity, fleet);
    var incidents = new ArrayList<Incident>();
    points(point -> {
      var ended = detector.observe(point).ended();
      if (ended != null) {
        incidents.add(ended);
      }
    });
    detector.open().map(Watched::rated).ifPresent(incidents::add);
    return incidents;
  }

  /// An incident that has just been raised has no rate of its own yet: it is what it took so far.
  private static Incident rated(Incident incident) {
    var alert = incident.alert();
    if (incident.last().isAfter(alert.at()) || incident.ratePerHour() > 0) {
      return incident;
    }
    double hours = Math.max(1, Duration.between(alert.firstAt(), alert.at()).toSeconds() / 3600.0);
    return new Incident(
        alert,
        incident.last(),
        incident.spent(),
        incident.expected(),
        incident.spent() / hours,
        incident.expected() / hours,
        incident.ended(),
        incident.learned());
  }

  /// Money from an instant to the end of what is known.
  double spentSince(Instant from) {
    double spent = 0;
    for (int step = Math.max(0, steps.of(from.getEpochSecond())); step < steps.count(); step++) {
      spent += sum.cost(step);
    }
    return spent;
  }

  /// Where it goes on from: the end of the last step.
  Instant end() {
    return steps.end();
  }

  /// The share of requests that failed in an incident, NaN where unknown.
  double failedShare(Incident incident) {
    var span = Span.of(incident, steps);
    double requests = 0;
    double failed = 0;
    for (int step = span.from(); step < span.to(); step++) {
      requests += sum.requests(step);
      failed += sum.failed(step);
    }
    return requests > 0 ? Math.clamp(failed / requests, 0, 1) : Double.NaN;
  }

  /// The key that added most to an incident, against the same hours a week before.
  String topKey(Incident incident) {
    return top(incident, lane -> lane.key);
  }

  /// The model that added most, `provider/model`.
  String topModel(Incident incident) {
    return top(incident, lane -> lane.model);
  }

  /// The endpoint that added most.
  String topEndpoint(Incident incident) {
    return top(incident, lane -> lane.endpoint);
  }

  private String top(Incident incident, Function<Lane, String> name) {
    var span = Span.of(incident, steps);
    var byMoney = largest(span, name, Lane::cost);
    return byMoney.isEmpty() ? largest(span, name, Lane::requests) : byMoney;
  }

  private String largest(
      Span span, Function<Lane, String> name, ToDoubleBiFunction<Lane, Integer> amount) {
    int week = (int) (WEEK / steps.seconds());
    Map<String, Double> added = new HashMap<>();
    for (var lane : inOrder) {
      double more = 0;
      for (int step = span.from(); step < span.to(); step++) {
        double before = step >= week ? amount.applyAsDouble(lane, step - week) : 0;
        more += amount.applyAsDouble(lane, step) - before;
      }
      added.merge(name.apply(lane), more, Double::sum);
    }
    return added.entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .max(Map.Entry.<String, Double>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .orElse("");
  }

  /// The steps of an incident, those within the stretch that is watched.
  private record Span(int from, int to) {
    static Span of(Incident incident, Steps steps) {
      int from = steps.of(incident.alert().firstAt().getEpochSecond());
      int to = steps.of(incident.last().getEpochSecond() - 1) + 1;
      return new Span(Math.clamp(from, 0, steps.count()), Math.clamp(to, 0, steps.count()));
    }
  }

  static FleetHours fleet(Collection<Watched> series) {
    return series.parallelStream()
        .collect(
            Collector.of(FleetHours::new, (hours, each) -> each.count(hours), FleetHours::joined));
  }
}
