package dev.trimtab.app.command;

import dev.trimtab.app.Wiring;
import dev.trimtab.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What the sentinel has found, and what is to be said to it.
@Command(
    name = "alerts",
    description = "List alerts on runaway spend, acknowledge them, or mute series.",
    synopsisSubcommandLabel = "[COMMAND]",
    footer = {"", "Example: trimtab alerts ack 17"})
final class AlertsCommand implements Callable<Integer> {
  /// What a person reads in a terminal.
  private static final String SHORT =
      """
      select id, status, series, team, rule, to_char(first_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as since,
             round(spent, 2) as spent, round(rate_per_hour, 2) as an_hour, round(normal_per_hour, 2) as normal,
             round(projected_month_end, 2) as month_end, currency, parent
      from finops.alerts
      """;

  private static final String LONG =
      """
      select id, status, series, team, cost_centre, environment, rule, first_at, ended_at, spent, excess_cost, rate_per_hour, normal_per_hour,
             projected_month_end, currency, top_key, top_model, failed_share, parent, acknowledged_by
      from finops.alerts
      """;

  private static final String NEWEST_FIRST = " order by at desc, id desc limit 200";

  @Mixin private final Session session;

  AlertsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return list(session, false);
  }

  private static int list(Session session, boolean all) {
    return with(
        session,
        database -> {
          var list = session.output() == Table.Format.table ? SHORT : LONG;
          var found =
              database.sql().query(list + (all ? "" : "where ended_at is null") + NEWEST_FIRST);
          session.print(new Table(found.columns(), found.rows()));
          return Exit.DONE;
        });
  }

  private static int with(Session session, ToIntFunction<Database> work) {
    try (var wiring = Wiring.of(session.config(), session.clock())) {
      return work.applyAsInt(wiring.database());
    }
  }

  private static String me(Session session) {
    var user = session.environment().get("USER");
    return user == null || user.isEmpty() ? "trimtab alerts" : user;
  }

  /// Lists alerts.
  @Command(
      name = "list",
      description = "List the alerts that go on; with --all, ended ones, too.",
      footer = {"", "Example: trimtab alerts list --all --output csv"})
  static final class ListCommand implements Callable<Integer> {
    @Mixin private final Session session;

    @Option(names = "--all", description = "ended ones, too; the newest 200")
    private boolean all;

    ListCommand(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      return list(session, all);
    }
  }

  /// Acknowledges an alert.
  @Command(
      name = "ack",
      aliases = "acknowledge",
      description =
          "Say that somebody knows of an alert: its growth is not told any more, its end is. What goes on for two days then is normal.",
      footer = {
        "",
        "Example: trimtab alerts ack 17",
        "Example: trimtab alerts acknowledge 17 --new-level"
      })
  static final class AckCommand implements Callable<Integer> {
    @Mixin private final Session session;

    @Parameters(paramLabel = "ID", description = "of the alert, as the message or the list has it")
    private long id;

    @Option(names = "--by", paramLabel = "NAME", description = "who knows (default: $USER)")
    private @Nullable String by;

    @Option(
        names = "--new-level",
        description = "what it has come to is wanted, and normal from now on")
    private boolean newLevel;

    AckCommand(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      return with(
          session,
          database -> {
            if (!database.alerts().acknowledge(id, by == null ? me(session) : by, newLevel)) {
              session.say(
                  "There is no alert %d. Maybe see: trimtab alerts list --all".formatted(id));
              return Exit.USAGE;
            }
            session.say(
                newLevel
                    ? "Alert %d is acknowledged; what it has come to is normal from now on."
                        .formatted(id)
                    : "Alert %d is acknowledged.".formatted(id));
            return Exit.DONE;
          });
    }
  }

  /// Mutes series.
  @Command(
      name = "mute",
      description =
          "Tell nothing of series for a while; their alerts are written down all the same.",
      footer = {
        "",
        "Example: trimtab alerts mute \"llm team/content\" --until 2026-12-01T00:00:00Z"
      })
  static final class MuteCommand implements Callable<Integer> {
    @Mixin private final Session session;

    @Parameters(
        paramLabel = "PATTERN",
        description = "a series; * stands for any run of letters: \"llm key/*\"")
    private String pattern = "";

    @Option(
        names = "--until",
        paramLabel = "INSTANT",
        converter = Moment.class,
        description = "such as 2026-12-01T00:00:00Z (default: in a day)")
    private @Nullable Instant until;

    @Option(names = "--reason", paramLabel = "TEXT", description = "for whoever wonders")
    private String reason = "";

    @Option(names = "--by", paramLabel = "NAME", description = "who mutes (default: $USER)")
    private @Nullable String by;

    MuteCommand(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      var end = until == null ? session.asOf().plus(Duration.ofDays(1)) : until;
      return with(
          session,
          database -> {
            database.alerts().mute(pattern, end, reason, by == null ? me(session) : by);
            session.say("\"%s\" is mute until %s.".formatted(pattern, end));
            return Exit.DONE;
          });
    }
  }

  /// Takes back a mute.
  @Command(
      name = "unmute",
      description = "Take back the mutes with exactly this pattern.",
      footer = {"", "Example: trimtab alerts unmute \"llm team/content\""})
  static final class UnmuteCommand implements Callable<Integer> {
    @Mixin private final Session session;

    @Parameters(paramLabel = "PATTERN", description = "as it was muted")
    private String pattern = "";

    UnmuteCommand(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      return with(
          session,
          database -> {
            long taken = database.alerts().unmute(pattern);
            session.say(
                taken == 0
                    ? "\"%s\" was not mute. Maybe see: trimtab sql \"select * from finops.alert_mutes\""
                        .formatted(pattern)
                    : "\"%s\" is told again.".formatted(pattern));
            return taken == 0 ? Exit.USAGE : Exit.DONE;
          });
    }
  }
}
