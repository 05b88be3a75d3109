package dev.trimtab.place;

import dev.trimtab.model.Problem;
import dev.trimtab.units.Money;
import java.util.List;

/// What a cluster's present nodes cost an hour, at both kinds of price.
///
/// @param asBought each node at the price of its own capacity type
/// @param onDemand all of them on demand
/// @param spot all of them on spot where their pool has a price, else on demand
/// @param unpriced nodes whose type has no known price; they are in none of the sums
/// @param problems one for each type that has no price, and each pool of spot nodes that has none
public record ClusterRepricing(
    String cluster,
    int nodes,
    int unpriced,
    Money asBought,
    Money onDemand,
    Money spot,
    List<Problem> problems) {
  public ClusterRepricing {
    problems = List.copyOf(problems);
  }
}
