package dev.trimtab.store;

import dev.trimtab.model.spend.AlertNotice;
import dev.trimtab.model.spend.StoredAlert;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Notices of alerts that wait for their channels, and what became of them.
public final class AlertDeliveries {
  /// A channel that has not taken a notice for so long is not tried with it any more.
  private static final Duration GIVE_UP = Duration.ofHours(24);

  /// Less than an hour, or every second hourly pass would come too early.
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(50);

  private final Transactions transactions;

  AlertDeliveries(Transactions transactions) {
    this.transactions = transactions;
  }

  /// A notice that waits for one channel.
  ///
  /// @param step number of the notice, from 1
  public record Due(
      StoredAlert alert, int step, AlertNotice.Kind kind, String channel, int attempts) {}

  /// Notices that are to go out, in order; those that were going out when their process died among
  /// them.
  public List<Due> due(Instant now) {
    return transactions.call(handle ->
        handle
            .createQuery(
                """
                select a.*, d.step, d.kind, d.channel, d.attempts
                from trimtab.alert_delivery d join trimtab.alert a on a.id = d.alert_id
                where d.state in ('waiting', 'sending')
                  -- a try that is further off than any was put off by a clock that went wrong
                  and (d.next_try <= :now or d.next_try > :longest)
                  and not exists (
                    select from trimtab.alert_delivery e
                    where e.alert_id = d.alert_id and e.channel = d.channel and e.step < d.step
                      and e.state in ('waiting', 'sending') and e.next_try > :now and e.next_try <= :longest)
                order by d.created_at, d.alert_id, d.step, d.channel
                """)
            .bind("now", now)
            .bind("longest", now.plus(LONGEST_WAIT))
            .map((row, _) ->
                new Due(
                    Alerts.alert(row),
                    row.getInt("step"),
                    AlertNotice.Kind.valueOf(row.getString("kind")),
                    row.getString("channel"),
                    row.getInt("attempts")))
            .list());
  }

  /// Marks a notice as about to be handed over.
  public void sending(Due due) {
    transactions.run(handle ->
        handle.execute(
            """
            update trimtab.alert_delivery set state = 'sending', attempts = attempts + 1
            where alert_id = ? and step = ? and channel = ?
            """,
            due.alert().id(),
            due.step(),
            due.channel()));
  }

  public void sent(Due due, Instant now) {
    transactions.run(handle ->
        handle.execute(
            """
            update trimtab.alert_delivery set state = 'sent', sent_at = ?, last_error = ''
            where alert_id = ? and step = ? and channel = ?
            """,
            now,
            due.alert().id(),
            due.step(),
            due.channel()));
  }

  /// Not gone out. It is tried again, each time after a longer wait, for a day.
  ///
  /// @param retry false where trying again is of no use
  public void failed(Due due, Instant now, String message, boolean retry) {
    var wait = Duration.ofMinutes(1L << Math.min(due.attempts(), 6));
    var next = now.plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
    transactions.run(handle ->
        handle.execute(
            """
            update trimtab.alert_delivery
            set state = case when ? and created_at > ? then 'waiting' else 'given-up' end, next_try = ?, last_error = ?
            where alert_id = ? and step = ? and channel = ?
            """,
            retry,
            now.minus(GIVE_UP),
            next,
            Text.clean(message),
            due.alert().id(),
            due.step(),
            due.channel()));
  }
}
