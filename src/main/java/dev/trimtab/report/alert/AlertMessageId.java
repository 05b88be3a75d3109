package dev.trimtab.report.alert;

import dev.trimtab.model.spend.AlertNotice;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/// Message-IDs that follow from the notice and the recipient alone, so that whoever gets a mail
/// twice, because an answer was lost, can tell.
final class AlertMessageId {
  private AlertMessageId() {}

  static String of(AlertNotice notice, String recipient) {
    return switch (notice.kind()) {
      case OPENED, ENDED -> id(notice, notice.kind().name(), recipient);
      case GREW -> id(notice, "GREW-" + AlertWords.asOf(notice).getEpochSecond(), recipient);
    };
  }

  /// That of the mail in which the incident was first told.
  static String ofFirst(AlertNotice notice, String recipient) {
    return id(notice, AlertNotice.Kind.OPENED.name(), recipient);
  }

  /// The number alone would come again in another database; the hash does not.
  private static String id(AlertNotice notice, String kind, String recipient) {
    var alert = notice.alert();
    var whole =
        String.join(
            "\n",
            alert.series(),
            alert.rule(),
            alert.firstAt().toString(),
            alert.at().toString(),
            recipient);
    var hash = UUID.nameUUIDFromBytes(whole.getBytes(StandardCharsets.UTF_8));
    return "<alert-%d-%s-%s@trimtab>".formatted(notice.id(), kind.toLowerCase(Locale.ROOT), hash);
  }
}
