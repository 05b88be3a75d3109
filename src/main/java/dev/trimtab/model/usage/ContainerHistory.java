package dev.trimtab.model.usage;

import dev.trimtab.model.cluster.Container;
import dev.trimtab.model.cluster.ContainerRef;
import dev.trimtab.model.cluster.Resources;
import java.util.List;

/// All that is known of a container's past, and what it asks for today.
///
/// @param current requests and limits in force; [Resources#NONE] where unset
/// @param replicas pods of its workload today; 0 when it has vanished
/// @param days its daily profiles in order, gaps left out
public record ContainerHistory(
    ContainerRef ref,
    Container.Role role,
    Resources current,
    int replicas,
    List<DailyProfile> days) {
  public ContainerHistory {
    days = List.copyOf(days);
  }
}
