package dev.trimtab.report;

import dev.trimtab.model.report.ReportData;
import dev.trimtab.model.report.ReportedAlert;
import dev.trimtab.model.spend.SpendOwner;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a report says of alerts on runaway spend: how many, the largest, and where to see more.
///
/// @param summary a sentence
/// @param largest the three that spent most beyond what is normal, a line each; empty where there
///   are none
public record AlertLines(String summary, List<String> largest) {
  public static final String WHERE = "Look at them with: trimtab alerts list --all";

  private static final int MOST = 3;

  public AlertLines {
    largest = List.copyOf(largest);
  }

  public static AlertLines of(ReportData data) {
    long open = data.alerts().stream().filter(alert -> alert.ended() == null).count();
    long over = data.alerts().size() - open;
    return new AlertLines(
        open(open) + over(over) + ".",
        byCurrency(data.alerts()).values().stream()
            .flatMap(AlertLines::largest)
            .map(AlertLines::line)
            .toList());
  }

  /// Amounts of different currencies say nothing of which is the larger.
  private static Map<String, List<ReportedAlert>> byCurrency(List<ReportedAlert> alerts) {
    return alerts.stream()
        .collect(
            Collectors.groupingBy(
                alert -> alert.beyond().currency().getCurrencyCode(),
                TreeMap::new,
                Collectors.toList()));
  }

  private static Stream<ReportedAlert> largest(List<ReportedAlert> alerts) {
    return alerts.stream()
        .sorted(
            Comparator.comparing((ReportedAlert alert) -> alert.beyond().amount())
                .reversed()
                .thenComparing(ReportedAlert::since)
                .thenComparing(ReportedAlert::series))
        .limit(MOST);
  }

  private static String open(long count) {
    return switch ((int) Math.min(count, 2)) {
      case 0 -> "No alerts on runaway spend are open";
      case 1 -> "1 alert on runaway spend is open";
      default -> count + " alerts on runaway spend are open";
    };
  }

  private static String over(long count) {
    return switch ((int) Math.min(count, 2)) {
      case 0 -> "";
      case 1 -> "; 1 was raised in these days and is over";
      default -> "; " + count + " were raised in these days and are over";
    };
  }

  private static String line(ReportedAlert alert) {
    return "%s beyond normal since %s: %s, %s%s"
        .formatted(
            Amounts.text(alert.beyond()),
            Amounts.minute(alert.since()),
            KeyText.series(alert.series()),
            owner(alert.owner()),
            alert.ended() == null ? "" : "; over since " + Amounts.minute(alert.ended()));
  }

  private static String owner(SpendOwner owner) {
    if (owner.team().isEmpty()) {
      return "owner not known";
    }
    if (owner.isNobody()) {
      return owner.team();
    }
    var more =
        Stream.of(owner.costCentre(), owner.environment())
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(", "));
    return more.isEmpty() ? "of " + owner.team() : "of %s (%s)".formatted(owner.team(), more);
  }
}
