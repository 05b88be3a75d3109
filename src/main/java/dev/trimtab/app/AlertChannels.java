package dev.trimtab.app;

import dev.trimtab.app.config.Config;
import dev.trimtab.model.spend.AlertChannel;
import dev.trimtab.report.Templates;
import dev.trimtab.report.alert.AlertText;
import dev.trimtab.report.alert.AlertmanagerChannel;
import dev.trimtab.report.alert.MailChannel;
import dev.trimtab.report.alert.SlackChannel;
import dev.trimtab.report.alert.Webhook;
import dev.trimtab.report.mail.SmtpMailer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The channels that alerts go to, as the configuration says.
final class AlertChannels {
  private AlertChannels() {}

  static List<AlertChannel> of(Config config, Optional<SmtpMailer> mailer, InstantSource clock) {
    var channels = new ArrayList<AlertChannel>();
    var sentinel = config.sentinel();
    var folder = config.report().templates();
    var text =
        new AlertText(folder.isEmpty() ? Templates.builtIn() : Templates.of(Path.of(folder)));
    mailer.ifPresent(
        m -> sentinel.mail().forEach(address -> channels.add(new MailChannel(m, text, address))));
    var slack = sentinel.slack().url();
    if (slack.isSet()) {
      channels.add(new SlackChannel(Webhook.of("slack", slack.value(), clock)));
    }
    var alertmanager = sentinel.alertmanager().url();
    if (alertmanager.isSet()) {
      channels.add(
          new AlertmanagerChannel(Webhook.of("alertmanager", alertmanager.value(), clock)));
    }
    return channels;
  }
}
