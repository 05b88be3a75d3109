package dev.trimtab.collect.llm.files;

import dev.trimtab.collect.llm.azure.AzureMetrics;
import dev.trimtab.collect.llm.litellm.SpendLog;
import dev.trimtab.collect.llm.telemetry.LangfuseRows;
import dev.trimtab.model.llm.ProviderUsage;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Saved answers of gateways, tracers and Azure Monitor, told apart by their shape.
final class SavedPages {
  private SavedPages() {}

  static boolean isKnown(JsonNode page) {
    return SpendLog.isPage(page) || LangfuseRows.isPage(page) || AzureMetrics.isPage(page);
  }

  static List<ProviderUsage> usage(JsonNode page) {
    if (SpendLog.isPage(page)) {
      return SpendLog.page(page);
    }
    return LangfuseRows.isPage(page) ? LangfuseRows.usage(page) : AzureMetrics.page(page);
  }
}
