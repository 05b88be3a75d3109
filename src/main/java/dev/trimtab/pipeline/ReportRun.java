package dev.trimtab.pipeline;

import dev.trimtab.model.Problem;
import dev.trimtab.model.report.OutboxMail;
import dev.trimtab.model.report.ReportData;
import dev.trimtab.model.report.ReportedAlert;
import dev.trimtab.model.run.Gap;
import dev.trimtab.model.run.Run;
import dev.trimtab.model.spend.AlertNotice;
import dev.trimtab.report.Headline;
import dev.trimtab.report.ReportNotWritten;
import dev.trimtab.report.Templates;
import dev.trimtab.report.mail.MailComposer;
import dev.trimtab.report.workbook.WorkbookRenderer;
import dev.trimtab.store.Database;
import dev.trimtab.units.TimeWindow;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/// Renders the workbook of the month so far and puts its mails into the outbox.
public final class ReportRun {
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);

  private final Database database;
  private final ReportSettings settings;

  /// What the report is called, where it goes, and who gets it.
  public record ReportSettings(
      String title,
      Currency currency,
      Path directory,
      Templates templates,
      List<String> recipients,
      String mailDomain,
      Tolerances tolerances) {
    public ReportSettings {
      recipients = List.copyOf(recipients);
    }
  }

  /// Shares by which two figures may differ before a check fails.
  ///
  /// @param bill allocated node cost against the bill
  /// @param llm tokens x list price against a provider's cost report
  public record Tolerances(BigDecimal bill, BigDecimal llm) {}

  /// The headline and where the workbook is.
  public record Made(Headline headline, Path workbook) {}

  public ReportRun(Database database, ReportSettings settings) {
    this.database = database;
    this.settings = settings;
  }

  /// Renders, writes and enqueues. The same data under the same key gives the same report again.
  ///
  /// @throws dev.trimtab.report.ReportNotWritten when the disk does not take it
  public Made report(Run run, List<Gap> gaps) {
    var data = data(run, gaps);
    var file = settings.directory().resolve("trimtab-%s.xlsx".formatted(data.key()));
    createFolder(file);
    var workbook = new WorkbookRenderer(settings.templates()).render(data, file);
    var headline = Headline.of(data);
    database
        .reports()
        .made(
            data.key(),
            data.title(),
            data.period(),
            run.id(),
            workbook.toString(),
            headline.total());
    enqueue(data, workbook);
    return new Made(headline, workbook);
  }

  private static void createFolder(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new ReportNotWritten(file, e);
    }
  }

  private ReportData data(Run run, List<Gap> gaps) {
    var period = period(run.asOf());
    var first = LocalDate.ofInstant(period.start(), ZoneOffset.UTC);
    var costs = database.reports().costs(period, settings.currency());
    var llm = database.reports().llm(period);
    var bill = database.bills().of(period, settings.currency());
    return new ReportData(
        LocalDate.ofInstant(run.asOf(), ZoneOffset.UTC).toString(),
        settings.title() + ", " + MONTH.format(first),
        period,
        run.asOf(),
        run.id(),
        settings.currency(),
        costs,
        database.reports().total(period, settings.currency()),
        llm,
        database.recommendations().open(),
        new Reconciliations(settings.currency(), settings.tolerances())
            .of(bill, database.llm().differences(period), llm),
        bill,
        gaps,
        problems(run, period),
        database.businessMetrics().unitCosts(period),
        alerts(new TimeWindow(period.start(), run.asOf())));
  }

  private List<ReportedAlert> alerts(TimeWindow stretch) {
    return database.alerts().told(stretch).stream()
        .map(alert -> {
          var incident = alert.incident();
          var ended = incident.ended();
          return new ReportedAlert(
              incident.alert().series(),
              alert.findings().owner(),
              alert.notice(AlertNotice.Kind.OPENED).excessSoFar(),
              incident.alert().firstAt(),
              ended == null || ended.isAfter(stretch.end()) ? null : ended);
        })
        .toList();
  }

  /// The whole days of the month so far; on the first day of a month, the month before. It begins
  /// later where the first run has not reached back to the month's first day.
  private TimeWindow period(Instant asOf) {
    var today = LocalDate.ofInstant(asOf, ZoneOffset.UTC);
    var month = today.getDayOfMonth() == 1 ? today.minusMonths(1) : today.withDayOfMonth(1);
    var known = database.reports().firstDay().orElse(month);
    var first = known.isAfter(month) && known.isBefore(today) ? known : month;
    return new TimeWindow(
        first.atStartOfDay(ZoneOffset.UTC).toInstant(),
        today.atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  private List<Problem> problems(Run run, TimeWindow period) {
    var problems = new ArrayList<>(database.runs().problemsOf(run.id()));
    var first = LocalDate.ofInstant(period.start(), ZoneOffset.UTC);
    if (first.getDayOfMonth() != 1) {
      problems.add(
          new Problem(
              "report",
              "period",
              "month-incomplete",
              "usage is known from %s on, so the report begins there: earlier days of the month are in no total. usage.backfill sets how far a first run reaches back"
                  .formatted(first)));
    }
    return problems;
  }

  private void enqueue(ReportData data, Path workbook) {
    if (settings.recipients().isEmpty()) {
      return;
    }
    var mail = new MailComposer(settings.templates()).compose(data, workbook);
    for (var recipient : Set.copyOf(settings.recipients()).stream().sorted().toList()) {
      var id =
          UUID.nameUUIDFromBytes((data.key() + "\n" + recipient).getBytes(StandardCharsets.UTF_8));
      database
          .outbox()
          .enqueue(
              data.key(),
              new OutboxMail(
                  0,
                  "<%s@%s>".formatted(id, settings.mailDomain()),
                  recipient,
                  mail.subject(),
                  mail.htmlBody(),
                  mail.textBody(),
                  mail.attachments(),
                  0,
                  data.asOf()));
    }
  }
}
