package dev.trimtab.model.plan;

import java.util.List;

/// A cluster's plan as it is kept, to be used again where nothing has changed.
///
/// @param notes why nodes save more or less than requests do
/// @param fingerprint of all that the plan rests on, prices and settings among them; empty where it
///   is not to be used again
public record KeptPlan(ClusterPlan plan, List<String> notes, String fingerprint) {
  public KeptPlan {
    notes = List.copyOf(notes);
  }
}
