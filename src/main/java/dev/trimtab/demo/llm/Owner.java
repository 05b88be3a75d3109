package dev.trimtab.demo.llm;

import dev.trimtab.demo.seed.Table;
import java.util.HashMap;
import java.util.List;
import java.util.function.Predicate;

/// Who owns the usage of an API key.
public record Owner(
    String provider,
    String project,
    String apiKey,
    String team,
    String namespace,
    String costCentre) {

  /// The owners that the company's map knows; one key has none.
  public static List<Owner> all() {
    return of(stream -> !stream.team().isEmpty() && !stream.annotated());
  }

  /// Those that a ServiceAccount names instead.
  public static List<Owner> annotated() {
    return of(LlmStream::annotated);
  }

  private static List<Owner> of(Predicate<LlmStream> which) {
    var centres = new HashMap<String, String>();
    Table.read("namespaces.csv")
        .forEach(row -> centres.put(row.text("namespace"), row.text("cost_centre")));
    return LlmStream.all().stream()
        .filter(which)
        .map(stream ->
            new Owner(
                stream.provider(),
                stream.project(),
                stream.key(),
                stream.team(),
                stream.namespace(),
                centres.getOrDefault(stream.namespace(), "")))
        .distinct()
        .toList();
  }
}
