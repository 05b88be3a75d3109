package dev.trimtab.model.spend;

import dev.trimtab.model.cost.DailyCost;

/// Who answers for spend, as the attribution map or a label has it; empty where nothing is said.
///
/// @param team [DailyCost#UNATTRIBUTED] where nobody is named
/// @param costCentre as finance names it
/// @param environment such as `production`
public record SpendOwner(String team, String costCentre, String environment) {
  /// Of spend of which not even that is known.
  public static final SpendOwner UNKNOWN = new SpendOwner("", "", "");

  /// Whether it is known that nobody is named for it.
  public boolean isNobody() {
    return team.equals(DailyCost.UNATTRIBUTED);
  }
}
