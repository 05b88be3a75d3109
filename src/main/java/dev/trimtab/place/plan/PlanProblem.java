package dev.trimtab.place.plan;

import java.util.List;

/// What has to run, and what can be had to run it on. Offers of one key: the cheapest counts.
public record PlanProblem(List<Demand> demands, List<Daemon> daemons, List<Offer> offers) {
  public PlanProblem {
    demands = List.copyOf(demands);
    daemons = List.copyOf(daemons);
    offers = List.copyOf(offers);
  }
}
