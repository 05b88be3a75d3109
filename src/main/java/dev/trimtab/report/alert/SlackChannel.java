package dev.trimtab.report.alert;

import dev.trimtab.model.Check;
import dev.trimtab.model.spend.AlertChannel;
import dev.trimtab.model.spend.AlertNotice;
import java.util.Map;
import java.util.Optional;

/// Posts to an incoming webhook as Slack has them, and Mattermost, Rocket.Chat and others too.
///
/// Such a webhook knows no identity of a message: one whose answer was lost may be posted twice.
public final class SlackChannel implements AlertChannel {
  private final Webhook webhook;

  /// Posts to a webhook, under its name.
  public SlackChannel(Webhook webhook) {
    this.webhook = webhook;
  }

  @Override
  public String name() {
    return webhook.name();
  }

  @Override
  public Optional<Check> check() {
    return Optional.of(webhook.check().connects());
  }

  @Override
  public void send(AlertNotice notice) {
    // text and no blocks: the look-alikes read only that, and Slack shows it well
    webhook.post(Json.of(Map.of("text", SlackText.of(notice))));
  }
}
