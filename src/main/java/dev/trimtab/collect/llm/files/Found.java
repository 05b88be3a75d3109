package dev.trimtab.collect.llm.files;

import dev.trimtab.collect.llm.api.Rows;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Problem;
import dev.trimtab.model.llm.ProviderCost;
import dev.trimtab.model.llm.ProviderUsage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What the files of one source have told so far, and where problems go.
///
/// @param exports costs by folder: the parts of one export lie side by side and add up
/// @param invocations calls of all logs: those of one hour lie in several files
record Found(
    String source,
    Rows<ProviderUsage> usage,
    Rows<ProviderCost> costs,
    Map<Path, List<ProviderCost>> exports,
    BedrockInvocations invocations,
    SavedPages saved,
    FactSink sink) {
  void export(Path file, List<ProviderCost> part) {
    exports.computeIfAbsent(file.toAbsolutePath().getParent(), _ -> new ArrayList<>()).addAll(part);
  }

  void problem(String file, String reason, String message) {
    sink.problem(new Problem(source, file, reason, message));
  }
}
