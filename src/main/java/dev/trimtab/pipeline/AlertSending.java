package dev.trimtab.pipeline;

import dev.trimtab.model.run.Gap;
import dev.trimtab.model.spend.AlertChannel;
import dev.trimtab.model.spend.DeliveryFailed;
import dev.trimtab.store.AlertDeliveries;
import dev.trimtab.store.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends the notices that wait, each channel by itself: one that is down holds up no other.
public final class AlertSending {
  private static final Logger LOG = LoggerFactory.getLogger(AlertSending.class);

  private final Database database;
  private final List<AlertChannel> channels;

  public AlertSending(Database database, List<AlertChannel> channels) {
    this.database = database;
    this.channels = List.copyOf(channels);
  }

  /// What went out, and what did not.
  public record Sent(int count, List<Gap> gaps) {
    public Sent {
      gaps = List.copyOf(gaps);
    }
  }

  /// Tries every notice that is due once; what does not go out is a gap, and waits. Notices for a
  /// channel that is configured no longer rest.
  public Sent send(Instant now) {
    var gaps = new ArrayList<Gap>();
    var failures = new Failures();
    int sent = 0;
    for (var due : database.alertDeliveries().due(now)) {
      for (var channel : channels) {
        if (channel.name().equals(due.channel()) && !failures.holdUp(due)) {
          boolean gone = send(due, channel, now, gaps);
          sent += gone ? 1 : 0;
          failures.saw(due, gone);
        }
      }
    }
    return new Sent(sent, gaps);
  }

  /// What did not go out in a pass. A later notice of the same alert does not overtake it, and a
  /// channel that has failed some times in a row is left alone until the next pass: with many
  /// notices, waiting for a dead server would take all the others' time.
  private static final class Failures {
    private static final int DEAD = 3;

    private final Set<String> held = new HashSet<>();
    private final Map<String, Integer> inARow = new HashMap<>();

    boolean holdUp(AlertDeliveries.Due due) {
      return held.contains(of(due)) || inARow.getOrDefault(due.channel(), 0) >= DEAD;
    }

    void saw(AlertDeliveries.Due due, boolean gone) {
      if (gone) {
        inARow.remove(due.channel());
      } else {
        held.add(of(due));
        inARow.merge(due.channel(), 1, Integer::sum);
      }
    }

    private static String of(AlertDeliveries.Due due) {
      return due.alert().id() + " " + due.channel();
    }
  }

  private boolean send(AlertDeliveries.Due due, AlertChannel channel, Instant now, List<Gap> gaps) {
    database.alertDeliveries().sending(due);
    try {
      channel.send(due.alert().notice(due.kind()));
    } catch (DeliveryFailed e) {
      var message = String.valueOf(e.getMessage());
      LOG.warn("alert {} did not reach {}: {}", due.alert().id(), channel.name(), message);
      database.alertDeliveries().failed(due, now, message, e.worthRetrying());
      gaps.add(
          new Gap(
              "alert/" + channel.name(),
              "alert %d did not go out: %s%s"
                  .formatted(
                      due.alert().id(),
                      message,
                      e.worthRetrying()
                          ? ". It waits; the next trimtab sentinel tries again"
                          : ". It is given up: mend the cause"),
              null));
      return false;
    }
    database.alertDeliveries().sent(due, now);
    return true;
  }
}
