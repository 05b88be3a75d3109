package dev.trimtab.store;

import dev.trimtab.model.Fact;
import dev.trimtab.model.cluster.KeyHolder;
import dev.trimtab.model.llm.KeyOwnership;
import dev.trimtab.model.llm.LlmOwned;
import dev.trimtab.model.llm.LlmOwner;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/// Who names LLM keys in Kubernetes now, and whose they were when.
public final class KeyOwnerStore {
  private final Transactions transactions;

  KeyOwnerStore(Transactions transactions) {
    this.transactions = transactions;
  }

  void save(Fact.KeyHolders facts) {
    transactions.run(handle -> {
      int cluster = new Dimensions(handle).cluster(facts.cluster());
      handle.execute(
          "delete from trimtab.key_holder where cluster_id = ? and kind = ?",
          cluster,
          facts.kind());
      var batch =
          handle.prepareBatch(
              """
              insert into trimtab.key_holder (cluster_id, kind, namespace, name, labels, annotations)
              values (?, ?, ?, ?, ?::jsonb, ?::jsonb)
              """);
      for (var holder : facts.holders()) {
        batch.add(
            cluster,
            holder.kind(),
            Text.clean(holder.namespace()),
            Text.clean(holder.name()),
            Json.write(holder.labels()),
            Json.write(holder.annotations()));
      }
      if (batch.size() > 0) {
        batch.execute();
      }
    });
  }

  /// ServiceAccounts and Secrets that name keys, by cluster, in order.
  public Map<String, List<KeyHolder>> holders() {
    return transactions.call(handle -> {
      var holders = new TreeMap<String, List<KeyHolder>>();
      handle
          .createQuery(
              """
              select k.name as cluster, h.* from trimtab.key_holder h join trimtab.cluster k on k.id = h.cluster_id
              order by k.name, h.kind, h.namespace, h.name
              """)
          .map((row, _) ->
              holders
                  .computeIfAbsent(row.getString("cluster"), _ -> new ArrayList<>())
                  .add(
                      new KeyHolder(
                          row.getString("namespace"),
                          row.getString("kind"),
                          row.getString("name"),
                          Json.texts(row.getString("labels")),
                          Json.texts(row.getString("annotations")))))
          .list();
      return holders;
    });
  }

  /// Whose keys were when, in order.
  public List<KeyOwnership> history() {
    return transactions.call(KeyOwnerStore::history);
  }

  private static List<KeyOwnership> history(Handle handle) {
    return handle
        .createQuery("select * from trimtab.llm_key_owner order by provider, api_key, from_day")
        .map((row, _) -> ownership(row))
        .list();
  }

  private static KeyOwnership ownership(ResultSet row) throws SQLException {
    return new KeyOwnership(
        row.getString("provider"),
        row.getString("api_key"),
        new LlmOwned(
            row.getString("team"),
            row.getString("namespace"),
            row.getString("workload"),
            row.getString("cost_centre"),
            row.getString("environment")),
        row.getString("claimed_by"),
        row.getObject("from_day", LocalDate.class),
        row.getObject("to_day", LocalDate.class));
  }

  /// The same as entries of the attribution map.
  public List<LlmOwner> owners() {
    return history().stream().flatMap(owner -> owner.entries().stream()).toList();
  }

  /// Replaces the whole history.
  public void saveHistory(Collection<KeyOwnership> history) {
    transactions.run(handle -> {
      if (history(handle).equals(List.copyOf(history))) {
        return;
      }
      handle.execute("delete from trimtab.llm_key_owner");
      var batch =
          handle.prepareBatch(
              """
              insert into trimtab.llm_key_owner (provider, api_key, from_day, to_day, team, namespace, workload,
                cost_centre, environment, claimed_by)
              values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              """);
      for (var o : history) {
        batch.add(
            Text.clean(o.provider()),
            Text.clean(o.key()),
            o.from(),
            o.to(),
            Text.clean(o.owned().team()),
            Text.clean(o.owned().namespace()),
            Text.clean(o.owned().workload()),
            Text.clean(o.owned().costCentre()),
            Text.clean(o.owned().environment()),
            Text.clean(o.claimedBy()));
      }
      if (batch.size() > 0) {
        batch.execute();
      }
    });
  }
}
