package dev.trimtab.collect.llm.files;

import dev.trimtab.collect.llm.api.Rows;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Problem;
import dev.trimtab.model.llm.ProviderCost;
import dev.trimtab.model.llm.ProviderUsage;

/// What the files of one source have told so far, and where problems go.
record Found(
    String source, Rows<ProviderUsage> usage, Rows<ProviderCost> costs, FactSink sink) {
  void problem(String file, String reason, String message) {
    sink.problem(new Problem(source, file, reason, message));
  }
}
