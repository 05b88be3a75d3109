package dev.trimtab.report.alert;

import dev.trimtab.model.Check;
import dev.trimtab.model.spend.AlertChannel;
import dev.trimtab.model.spend.AlertNotice;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Posts to the Alertmanager's API v2. The labels are the same from an incident's beginning to its
/// end, so a repeat is no second alert.
public final class AlertmanagerChannel implements AlertChannel {
  static final String PATH = "/api/v2/alerts";
  private static final String READY = "/-/ready";
  private static final Set<String> URGENT = Set.of("surge", "budget-hour");

  /// An alert without an end would resolve after the Alertmanager's `resolve_timeout`, 5 minutes,
  /// though the incident goes on. An incident is ended, or learnt, before this is over.
  private static final Duration HOLD = Duration.ofDays(9);

  private final Webhook webhook;

  /// Posts below the Alertmanager's own address, such as `http://alertmanager:9093`.
  public AlertmanagerChannel(Webhook webhook) {
    this.webhook = webhook.at(PATH);
  }

  @Override
  public String name() {
    return webhook.name();
  }

  @Override
  public Optional<Check> check() {
    return Optional.of(webhook.check().answers(PATH, READY));
  }

  @Override
  public void send(AlertNotice notice) {
    webhook.post(Json.of(List.of(alert(notice))));
  }

  private static Map<String, Object> alert(AlertNotice notice) {
    var alert = new LinkedHashMap<String, Object>();
    alert.put("labels", labels(notice));
    alert.put("annotations", annotations(notice));
    alert.put("startsAt", notice.alert().firstAt().toString());
    alert.put("endsAt", end(notice).toString());
    return alert;
  }

  /// After the start in any case, or the Alertmanager refuses it.
  private static Instant end(AlertNotice notice) {
    var ended = notice.ended();
    var end = ended == null ? AlertWords.asOf(notice).plus(HOLD) : ended;
    var earliest = notice.alert().firstAt().plusSeconds(1);
    return end.isBefore(earliest) ? earliest : end;
  }

  /// What identifies the alert: nothing that changes while it goes on.
  private static Map<String, Object> labels(AlertNotice notice) {
    var labels = new LinkedHashMap<String, Object>();
    labels.put("alertname", "TrimtabSpend");
    labels.put("series", AlertWords.series(notice));
    labels.put("rule", notice.alert().rule());
    labels.put("severity", URGENT.contains(notice.alert().rule()) ? "critical" : "warning");
    var team = Lines.clean(notice.toldTeam());
    if (!team.isEmpty()) {
      labels.put("team", team); // for routes; the annotation tells of today's
    }
    return labels;
  }

  private static Map<String, Object> annotations(AlertNotice notice) {
    var annotations = new LinkedHashMap<String, Object>();
    annotations.put("summary", AlertWords.headline(notice) + " " + AlertWords.series(notice));
    annotations.put("description", description(notice));
    for (var fact : AlertWords.facts(notice)) {
      annotations.put(key(fact.label()), fact.value());
    }
    AlertWords.advice(notice).ifPresent(advice -> annotations.put("what_to_do", advice));
    AlertWords.acknowledge(notice)
        .ifPresent(ways -> annotations.put("acknowledge", ways.command() + " or " + ways.sql()));
    return annotations;
  }

  private static String description(AlertNotice notice) {
    return String.join(
        " ",
        AlertWords.rate(notice),
        AlertWords.projection(notice).orElse(""),
        AlertWords.why(notice));
  }

  private static String key(String label) {
    return label.toLowerCase(Locale.ROOT).replace(' ', '_');
  }
}
