package dev.trimtab.model.report;

import java.util.List;

/// The providers' bills beside what was allocated, empty where none was read.
///
/// @param days of clusters whose nodes the bill names, as far as the bill reaches
/// @param services everything that was billed, dearest first
public record Bill(List<BilledDay> days, List<BilledService> services) {
  public static final Bill NONE = new Bill(List.of(), List.of());

  public Bill {
    days = List.copyOf(days);
    services = List.copyOf(services);
  }
}
