package dev.trimtab.collect.llm.files;

import dev.trimtab.collect.llm.api.Rows;
import dev.trimtab.collect.llm.azure.AzureMetrics;
import dev.trimtab.collect.llm.litellm.SavedSpendLog;
import dev.trimtab.collect.llm.telemetry.LangfuseRows;
import dev.trimtab.model.llm.ProviderUsage;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Saved answers of gateways, tracers and Azure Monitor, told apart by their shape, of all files of
/// one source.
final class SavedPages {
  private final SavedSpendLog gateway = new SavedSpendLog();
  private final Rows<ProviderUsage> traces = new Rows<>(u -> List.of(u.scope(), u.window()));

  // tokens and requests of an hour are different answers: neither replaces the other
  private final Rows<ProviderUsage> monitor =
      new Rows<>(u -> List.of(u.scope(), u.window(), u.counters().keySet()));

  /// Takes a page.
  ///
  /// @return false for one of another shape
  boolean add(JsonNode page) {
    if (SavedSpendLog.isPage(page)) {
      gateway.add(page);
    } else if (LangfuseRows.isPage(page)) {
      traces.page(LangfuseRows.usage(page));
    } else if (AzureMetrics.isPage(page)) {
      monitor.page(AzureMetrics.page(page));
    } else {
      return false;
    }
    return true;
  }

  List<ProviderUsage> usage() {
    var all = new ArrayList<>(gateway.usage());
    all.addAll(traces.all());
    all.addAll(monitor.all());
    return all;
  }
}
