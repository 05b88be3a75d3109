package dev.trimtab.collect.aws.facts;

import dev.trimtab.model.Fact;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.price.InstanceType;
import dev.trimtab.model.price.InterruptionRate;
import dev.trimtab.model.price.OnDemandPrice;
import dev.trimtab.model.price.SpotPrice;
import dev.trimtab.model.price.Zone;
import java.util.ArrayList;
import java.util.List;

/// Hands prices over in commits of up to 50,000 facts, so that memory does not grow with history.
public final class PriceBatch {
  private static final int FULL = 50_000;

  private final FactSink sink;
  private final List<InstanceType> types = new ArrayList<>();
  private final List<OnDemandPrice> onDemand = new ArrayList<>();
  private final List<SpotPrice> spot = new ArrayList<>();
  private final List<InterruptionRate> interruptions = new ArrayList<>();
  private final List<Zone> zones = new ArrayList<>();

  public PriceBatch(FactSink sink) {
    this.sink = sink;
  }

  public void add(InstanceType type) {
    types.add(type);
    flushWhenFull();
  }

  public void add(OnDemandPrice price) {
    onDemand.add(price);
    flushWhenFull();
  }

  public void add(SpotPrice price) {
    spot.add(price);
    flushWhenFull();
  }

  public void add(InterruptionRate rate) {
    interruptions.add(rate);
    flushWhenFull();
  }

  public void add(Zone zone) {
    zones.add(zone);
    flushWhenFull();
  }

  /// Hands over what is held, if anything.
  public void flush() {
    if (size() == 0) {
      return;
    }
    sink.accept(new Fact.Prices(types, onDemand, spot, interruptions, zones));
    types.clear();
    onDemand.clear();
    spot.clear();
    interruptions.clear();
    zones.clear();
  }

  private void flushWhenFull() {
    if (size() >= FULL) {
      flush();
    }
  }

  private int size() {
    return types.size() + onDemand.size() + spot.size() + interruptions.size() + zones.size();
  }
}
