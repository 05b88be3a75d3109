package dev.trimtab.place.market;

import dev.trimtab.model.Problem;
import dev.trimtab.place.plan.Offer;
import java.util.List;

/// What a cluster may buy, and which prices and types could not be used for it.
public record Offered(List<Offer> offers, List<Problem> problems) {
  public Offered {
    offers = List.copyOf(offers);
    problems = List.copyOf(problems);
  }
}
