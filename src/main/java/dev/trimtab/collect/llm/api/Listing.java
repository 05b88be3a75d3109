package dev.trimtab.collect.llm.api;

import dev.trimtab.model.Fact;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Problem;
import dev.trimtab.model.SourceUnavailable;
import java.util.Map;
import java.util.TreeMap;

/// Names that a source lists night after night. What is deleted, or cannot be listed tonight, keeps
/// the name that an earlier night told.
public final class Listing {
  private final String source;
  private final FactSink sink;

  /// Asks for a list.
  @FunctionalInterface
  public interface Read {
    Map<String, String> names() throws SourceUnavailable;
  }

  public Listing(String source, FactSink sink) {
    this.source = source;
    this.sink = sink;
  }

  /// All names of a kind that are known, with those of a list read now.
  ///
  /// @param path names the list in the problem that there is when it cannot be read
  public Map<String, String> of(String kind, String path, Read list) {
    var names = new TreeMap<>(sink.known(kind));
    try {
      var listed = list.names();
      sink.accept(new Fact.Names(source, kind, listed));
      names.putAll(listed);
    } catch (SourceUnavailable e) {
      sink.problem(
          new Problem(
              source,
              path,
              "no-names",
              names.isEmpty()
                  ? String.valueOf(e.getMessage())
                  : "%s. %,d names of earlier nights are used; what is new has its id alone"
                      .formatted(e.getMessage(), names.size())));
    }
    return names;
  }
}
