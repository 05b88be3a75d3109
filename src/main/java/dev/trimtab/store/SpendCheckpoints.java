package dev.trimtab.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGStatement;

/// What the sentinel's detectors knew of all series when it last looked, so that it can go on from
/// there.
public final class SpendCheckpoints {
  private final Transactions transactions;

  SpendCheckpoints(Transactions transactions) {
    this.transactions = transactions;
  }

  /// What detectors knew of all series at an instant.
  ///
  /// @param through what began before it is in it
  /// @param fingerprint of all that it came of, beside the sheets
  public record Checkpoint(Instant through, String fingerprint, List<byte[]> parts) {
    public Checkpoint {
      parts = List.copyOf(parts);
    }
  }

  /// When the checkpoint is of, and its fingerprint, without its parts.
  public Optional<Checkpoint> head() {
    return transactions.call(handle ->
        handle
            .createQuery(
                "select through, fingerprint from trimtab.spend_checkpoint order by part limit 1")
            .map((row, _) ->
                new Checkpoint(row.getTimestamp(1).toInstant(), row.getString(2), List.of()))
            .findOne());
  }

  /// The parts of the checkpoint, in order.
  public List<byte[]> parts() {
    return transactions.call(handle -> {
      var parts = new ArrayList<byte[]>();
      try (var statement =
          handle
              .getConnection()
              .prepareStatement("select body from trimtab.spend_checkpoint order by part")) {
        statement.unwrap(PGStatement.class).setPrepareThreshold(-1);
        statement.setFetchSize(2);
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            parts.add(rows.getBytes(1));
          }
        }
      }
      return parts;
    });
  }

  /// Replaces the checkpoint.
  public void save(Checkpoint checkpoint) {
    transactions.run(handle -> {
      handle.execute("truncate trimtab.spend_checkpoint");
      int part = 0;
      for (var body : checkpoint.parts()) {
        handle.execute(
            "insert into trimtab.spend_checkpoint (part, through, fingerprint, body) values (?, ?, ?, ?)",
            part++,
            checkpoint.through(),
            checkpoint.fingerprint(),
            body);
      }
    });
  }
}
