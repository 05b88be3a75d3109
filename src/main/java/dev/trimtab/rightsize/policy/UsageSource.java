package dev.trimtab.rightsize.policy;

import dev.trimtab.model.cluster.ContainerRef;
import dev.trimtab.model.usage.UsageSeries;
import java.util.List;
import java.util.function.Consumer;

/// Usage that can be read again and again, a container at a time.
public interface UsageSource {
  /// All containers; a series' index is a place in this list.
  List<ContainerRef> containers();

  /// The first instant of all, Unix seconds.
  long start();

  /// The last instant of all, Unix seconds.
  long end();

  /// Hands over every container, several at once: the consumer is called from several threads.
  void forEach(Consumer<UsageSeries> consumer);
}
