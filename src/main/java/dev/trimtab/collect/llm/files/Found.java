package dev.trimtab.collect.llm.files;

import dev.trimtab.collect.llm.BedrockInvocations;
import dev.trimtab.collect.llm.api.Rows;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Problem;
import dev.trimtab.model.llm.ProviderCost;
import dev.trimtab.model.llm.ProviderUsage;

/// What the files of one source have told so far, and where problems go.
///
/// @param exports costs of clouds' exports, of which the newest counts
/// @param invocations calls of all logs: those of one hour lie in several files
record Found(
    String source,
    Rows<ProviderUsage> usage,
    Rows<ProviderCost> costs,
    Exports exports,
    BedrockInvocations invocations,
    SavedPages saved,
    FactSink sink) {
  void problem(String file, String reason, String message) {
    sink.problem(new Problem(source, file, reason, message));
  }
}
