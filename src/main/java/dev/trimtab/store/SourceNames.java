package dev.trimtab.store;

import dev.trimtab.model.Fact;
import java.util.LinkedHashMap;
import java.util.Map;

/// What sources have learnt of ids, night after night.
public final class SourceNames {
  private final Transactions transactions;

  SourceNames(Transactions transactions) {
    this.transactions = transactions;
  }

  /// Names by id that a source has handed over, of one kind.
  public Map<String, String> of(String source, String kind) {
    return transactions.call(handle ->
        handle
            .createQuery(
                "select id, name from trimtab.source_name where source = :source and kind = :kind order by id")
            .bind("source", source)
            .bind("kind", kind)
            .reduceRows(
                new LinkedHashMap<String, String>(),
                (names, row) -> {
                  names.put(row.getColumn("id", String.class), row.getColumn("name", String.class));
                  return names;
                }));
  }

  void save(Fact.Names facts) {
    transactions.run(handle -> {
      if (facts.names().isEmpty()) {
        return;
      }
      var batch =
          handle.prepareBatch(
              """
              insert into trimtab.source_name as t (source, kind, id, name) values (:source, :kind, :id, :name)
              on conflict (source, kind, id) do update set name = excluded.name where t.name <> excluded.name
              """);
      facts
          .names()
          .forEach((id, name) ->
              batch
                  .bind("source", facts.source())
                  .bind("kind", facts.kind())
                  .bind("id", Text.clean(id))
                  .bind("name", Text.clean(name))
                  .add());
      batch.execute();
    });
  }
}
