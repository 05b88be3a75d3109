package dev.trimtab.store;

import java.time.Instant;
import java.util.Optional;

/// How far each source has been read.
public final class Watermarks {
  private final Transactions transactions;

  Watermarks(Transactions transactions) {
    this.transactions = transactions;
  }

  public Optional<Instant> of(String source) {
    return transactions.call(handle ->
        handle
            .createQuery("select complete_through from trimtab.watermark where source = :source")
            .bind("source", source)
            .mapTo(Instant.class)
            .findOne());
  }

  /// Moves a source's watermark on, never back.
  public void advance(String source, Instant through) {
    transactions.run(handle ->
        handle.execute(
            """
            insert into trimtab.watermark as w (source, complete_through) values (?, ?)
            on conflict (source) do update set complete_through = excluded.complete_through
            where w.complete_through < excluded.complete_through
            """,
            source,
            through));
  }
}
