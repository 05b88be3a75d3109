package dev.trimtab.collect.kubernetes;

import dev.trimtab.collect.kubernetes.map.ObjectReader;
import dev.trimtab.collect.kubernetes.map.Reading;
import dev.trimtab.collect.kubernetes.map.SeenObjects;
import dev.trimtab.model.SourceUnavailable;
import java.util.List;
import java.util.function.Function;

/// Lists ServiceAccounts, and Secrets of the namespaces that were opened for it. What cannot be
/// listed is a problem: what was known of it stays.
///
/// @param pager makes a pager of a namespace, or of all for an empty name
record KeyHolderLists(
    Function<String, Pager> pager, ObjectReader objects, SeenObjects seen, Reading reading) {

  /// Whether all ServiceAccounts were read.
  boolean accounts() {
    return read(Kinds.SERVICE_ACCOUNT, "", "to its ClusterRole: " + Kinds.SERVICE_ACCOUNT.rule());
  }

  /// Whether the Secrets of all these namespaces were read.
  boolean secrets(List<String> namespaces) {
    boolean whole = true;
    for (var namespace : namespaces) {
      whole &=
          read(
              Kinds.SECRET,
              namespace,
              "to a Role in that namespace: "
                  + Kinds.SECRET.rule()
                  + ", or leave it out of kubernetes.secretNamespaces");
    }
    return whole;
  }

  private boolean read(Kind kind, String namespace, String rule) {
    var where = namespace.isEmpty() ? kind.resource() : kind.resource() + " in " + namespace;
    try {
      var outcome =
          pager
              .apply(namespace)
              .read(
                  kind,
                  object -> objects.read(object).ifPresent(seen::add),
                  () -> seen.forget(kind.kind()));
      if (outcome == Pager.Outcome.FORBIDDEN) {
        reading.problem(
            where, "forbidden", "may not list %s (403). Maybe add %s".formatted(where, rule));
      }
      return outcome == Pager.Outcome.READ;
    } catch (SourceUnavailable e) {
      reading.problem(where, "unreadable-kind", String.valueOf(e.getMessage()));
      return false;
    }
  }
}
