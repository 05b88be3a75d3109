package dev.trimtab.report.alert;

import static dev.trimtab.report.alert.ScriptedWebhook.says;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.trimtab.fixtures.TestDatabase;
import dev.trimtab.model.spend.AlertChannel;
import dev.trimtab.model.spend.AlertNotice.Kind;
import dev.trimtab.model.spend.Findings;
import dev.trimtab.model.spend.Incident;
import dev.trimtab.model.spend.SpendOwner;
import dev.trimtab.pipeline.AlertSending;
import dev.trimtab.report.Templates;
import dev.trimtab.report.mail.SmtpMailer;
import dev.trimtab.report.mail.SmtpSettings;
import dev.trimtab.report.mail.SmtpSettings.Tls;
import dev.trimtab.store.Alerts;
import dev.trimtab.store.Database;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// From notices in the database to real servers.
class StoredDeliveryTest {
  private static final Instant NOW = ScriptedWebhook.NOW;
  private static final String OPS = "ops@example.com";

  private final Database database = TestDatabase.open();

  @AfterEach
  void close() {
    database.close();
  }

  private long save(String series, @Nullable Instant ended) {
    return save(series, ended, "content");
  }

  private long save(String series, @Nullable Instant ended, String team) {
    var alert = new Notices().series(series).opened().alert();
    var incident = new Incident(alert, alert.at(), 412.5, 24, 96, 8, ended, false);
    var findings =
        new Findings(
            Money.usd("68000"),
            "batch-7",
            "openai/gpt-5",
            "/v1",
            new SpendOwner(team, "CC-4100", "production"),
            0.034,
            "Look.");
    return database
        .alerts()
        .save(List.of(new Alerts.Writing(incident, findings, false)))
        .getFirst();
  }

  private void mute(String series) {
    var alert = new Notices().series(series).opened().alert();
    var incident = new Incident(alert, alert.at(), 412.5, 24, 96, 8, null, false);
    var findings =
        new Findings(Money.usd("1"), "", "", "", SpendOwner.UNKNOWN, Double.NaN, "Look.");
    database.alerts().save(List.of(new Alerts.Writing(incident, findings, true)));
  }

  private void tell(long id, Kind kind, Instant now, String... channels) {
    database.alerts().tell(database.alerts().of(id).orElseThrow(), kind, List.of(channels), now);
  }

  private AlertSending.Sent send(Instant now, AlertChannel... channels) {
    return new AlertSending(database, List.of(channels)).send(now);
  }

  private static AlertChannel mail(int port) {
    var settings =
        SmtpSettings.of("localhost", port, Tls.NONE, "", "", "trimtab@example.com")
            .waiting(Duration.ofSeconds(5), Duration.ofSeconds(5));
    return new MailChannel(new SmtpMailer(settings), new AlertText(Templates.builtIn()), OPS);
  }

  private static GreenMail greenMail(int port) {
    var server = new GreenMail(new ServerSetup(port, "localhost", ServerSetup.PROTOCOL_SMTP));
    server.start();
    return server;
  }

  @Test
  void a_webhook_that_times_out_keeps_no_mail_back_and_each_gets_it_once() throws IOException {
    var server = greenMail(0);
    try (var web = new ScriptedWebhook(ScriptedWebhook.silence(), says(200, "ok"))) {
      var slack = new SlackChannel(web.impatient());
      var mail = mail(server.getSmtp().getPort());
      tell(save("llm key/a", null), Kind.OPENED, NOW, slack.name(), mail.name());
      var sent = send(NOW, slack, mail);
      assertThat(sent.count()).isEqualTo(1);
      assertThat(sent.gaps()).hasSize(1);
      assertThat(sent.gaps().getFirst().message())
          .contains("no answer within 2000 ms", "the next trimtab sentinel tries again")
          .doesNotContain(ScriptedWebhook.SECRET);
      web.now = NOW.plus(Duration.ofHours(1));
      assertThat(send(web.now, slack, mail).count()).isEqualTo(1);
      assertThat(send(web.now.plus(Duration.ofHours(1)), slack, mail).count()).isZero();
      assertThat(server.getReceivedMessages()).hasSize(1);
      assertThat(web.posts).hasSize(2);
    } finally {
      server.stop();
    }
  }

  @Test
  void a_dead_mail_server_is_tried_again_in_the_next_pass_and_gets_it_once() {
    var server = greenMail(0);
    int port = server.getSmtp().getPort();
    server.stop();
    tell(save("llm key/a", null), Kind.OPENED, NOW, "mail/" + OPS);
    assertThat(send(NOW, mail(port)).gaps()).hasSize(1);
    var back = greenMail(port);
    try {
      var later = NOW.plus(Duration.ofHours(1));
      assertThat(send(later, mail(port)).count()).isEqualTo(1);
      assertThat(send(later.plus(Duration.ofHours(1)), mail(port)).count()).isZero();
      assertThat(back.getReceivedMessages()).hasSize(1);
    } finally {
      back.stop();
    }
  }

  @Test
  void the_alertmanager_gets_one_alert_that_begins_and_is_resolved() throws IOException {
    try (var web = new ScriptedWebhook(says(200, ""))) {
      var channel = new AlertmanagerChannel(web.webhook(""));
      long id = save("llm key/a", null);
      tell(id, Kind.OPENED, NOW, channel.name());
      assertThat(send(NOW, channel).count()).isEqualTo(1);
      assertThat(save("llm key/a", Notices.OVER, "search")).isEqualTo(id);
      tell(id, Kind.ENDED, Notices.OVER, channel.name());
      assertThat(send(Notices.OVER, channel).count()).isEqualTo(1);
      var json = new JsonMapper();
      var opened = json.readTree(web.posts.get(0).body()).get(0);
      var ended = json.readTree(web.posts.get(1).body()).get(0);
      assertThat(web.posts).extracting(ScriptedWebhook.Post::path).containsOnly("/api/v2/alerts");
      assertThat(ended.get("labels")).isEqualTo(opened.get("labels"));
      assertThat(opened.get("labels").get("team").asString()).isEqualTo("content");
      assertThat(ended.get("annotations").get("team").asString())
          .as("whose it is now; a label that changed would be another alert")
          .isEqualTo("search");
      assertThat(ended.get("annotations").get("cost_centre").asString()).isEqualTo("CC-4100");
      assertThat(ended.get("startsAt")).isEqualTo(opened.get("startsAt"));
      assertThat(Instant.parse(opened.get("endsAt").asString())).isAfter(Notices.OVER);
      assertThat(ended.get("endsAt").asString()).isEqualTo(Notices.OVER.toString());
    }
  }

  @Test
  void a_report_is_told_of_alerts_that_were_open_then_or_raised_in_its_days() {
    var from = Notices.AT.minus(Duration.ofDays(1));
    save("llm key/open", null);
    save("llm key/over", Notices.OVER);
    mute("llm key/muted");
    long child = save("llm team/content", null);
    database.alerts().follow(child, database.alerts().since(from).getFirst().id());
    assertThat(told(from, Notices.OVER.plusSeconds(1)))
        .containsExactly("llm key/open", "llm key/over");
    var later = Notices.OVER.plus(Duration.ofDays(9));
    assertThat(told(later.minusSeconds(1), later))
        .as("what was over before its days is left out")
        .containsExactly("llm key/open");
    assertThat(told(from, Notices.AT.minusSeconds(1))).as("not raised yet").isEmpty();
  }

  private List<String> told(Instant from, Instant to) {
    return database.alerts().told(new TimeWindow(from, to)).stream()
        .map(alert -> alert.incident().alert().series())
        .toList();
  }

  @Test
  void no_notice_overtakes_an_earlier_one_of_its_alert() throws IOException {
    try (var web = new ScriptedWebhook(says(503, "busy"), says(200, "ok"))) {
      var slack = new SlackChannel(web.webhook());
      long id = save("llm key/a", null);
      tell(id, Kind.OPENED, NOW, slack.name());
      tell(id, Kind.GREW, NOW, slack.name());
      assertThat(send(NOW, slack).count()).as("the second waits for the first").isZero();
      assertThat(send(NOW.plusSeconds(10), slack).count()).as("nor while that rests").isZero();
      assertThat(send(NOW.plus(Duration.ofHours(1)), slack).count()).isEqualTo(2);
      assertThat(web.posts.get(1).body()).contains("so far on");
      assertThat(web.posts.get(2).body()).contains("Grown to");
    }
  }

  @Test
  void a_dead_channel_does_not_take_the_time_of_many_notices() throws IOException {
    try (var web = new ScriptedWebhook(says(500, "down"))) {
      var slack = new SlackChannel(web.webhook());
      for (int i = 0; i < 20; i++) {
        tell(save("llm key/" + i, null), Kind.OPENED, NOW, slack.name());
      }
      assertThat(send(NOW, slack).gaps()).hasSize(3);
      assertThat(web.posts).hasSize(3);
      assertThat(database.alertDeliveries().due(NOW))
          .as("those that were not tried are due")
          .hasSize(17);
    }
  }

  @Test
  void a_try_that_a_wrong_clock_put_off_for_a_year_is_made_now() throws IOException {
    try (var web = new ScriptedWebhook(says(503, "busy"), says(200, "ok"))) {
      var slack = new SlackChannel(web.webhook());
      var wrong = NOW.plus(Duration.ofDays(365));
      tell(save("llm key/a", null), Kind.OPENED, wrong, slack.name());
      assertThat(send(wrong, slack).gaps()).hasSize(1);
      assertThat(send(NOW, slack).count()).isEqualTo(1);
    }
  }

  @Test
  void one_that_goes_on_after_all_has_another_end_to_be_told() {
    long id = save("llm key/a", Notices.OVER);
    tell(id, Kind.ENDED, Notices.OVER, "slack");
    assertThat(database.alerts().of(id).orElseThrow().toldEnd()).isTrue();
    assertThat(save("llm key/a", null)).isEqualTo(id);
    assertThat(database.alerts().of(id).orElseThrow().toldEnd()).isFalse();
  }
}
