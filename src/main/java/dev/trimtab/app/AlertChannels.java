package dev.trimtab.app;

import dev.trimtab.app.config.Config;
import dev.trimtab.model.spend.AlertChannel;
import dev.trimtab.report.mail.SmtpMailer;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The channels that alerts go to, as the configuration says.
final class AlertChannels {
  private AlertChannels() {}

  static List<AlertChannel> of(Config config, Optional<SmtpMailer> mailer, InstantSource clock) {
    return List.of();
  }
}
