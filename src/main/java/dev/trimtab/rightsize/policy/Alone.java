package dev.trimtab.rightsize.policy;

import dev.trimtab.model.usage.UsageSeries;
import java.util.List;
import java.util.function.Function;

/// A policy that decides for each container by itself.
///
/// @param sizer begins a container
public record Alone(String name, Function<UsageSeries, Sizer> sizer) implements Policy {

  /// Decides for one container at ascending origins.
  @FunctionalInterface
  public interface Sizer {
    /// Decides with what was known at the origin.
    ///
    /// @param origin Unix seconds
    /// @param seen rows that may be looked at
    Decision at(long origin, int seen);
  }

  @Override
  public List<String> names() {
    return List.of(name);
  }

  @Override
  public Decisions decide(UsageSource usage, Origins origins) {
    var decisions = new Decisions(1, usage.containers().size(), origins.count());
    usage.forEach(series -> {
      var begun = sizer.apply(series);
      for (int i = 0; i < origins.count(); i++) {
        int seen = series.seenBy(origins.at(i));
        if (seen > 0) {
          decisions.put(0, series.index(), i, begun.at(origins.at(i), seen));
        }
      }
    });
    return decisions;
  }
}
