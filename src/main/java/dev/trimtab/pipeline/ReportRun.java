package dev.trimtab.pipeline;

import dev.trimtab.model.Problem;
import dev.trimtab.model.llm.ProviderCost;
import dev.trimtab.model.report.LlmRow;
import dev.trimtab.model.report.OutboxMail;
import dev.trimtab.model.report.Reconciliation;
import dev.trimtab.model.report.ReportData;
import dev.trimtab.model.run.Gap;
import dev.trimtab.model.run.Run;
import dev.trimtab.report.Headline;
import dev.trimtab.report.ReportNotWritten;
import dev.trimtab.report.Templates;
import dev.trimtab.report.mail.MailComposer;
import dev.trimtab.report.workbook.WorkbookRenderer;
import dev.trimtab.store.Database;
import dev.trimtab.units.TimeWindow;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
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
import java.util.TreeSet;
import java.util.UUID;

/// Renders the workbook of the month so far and puts its mails into the outbox.
public final class ReportRun {
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);

  /// Computed from public list prices, an LLM bill may differ by this share before somebody should
  /// look.
  private static final BigDecimal LLM_TOLERANCE = new BigDecimal("0.001");

  private final Database database;
  private final ReportSettings settings;

  /// What the report is called, where it goes, and who gets it.
  public record ReportSettings(
      String title,
      Currency currency,
      Path directory,
      Templates templates,
      List<String> recipients,
      String mailDomain) {
    public ReportSettings {
      recipients = List.copyOf(recipients);
    }
  }

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
        reconciliations(period, llm),
        gaps,
        problems(run, period));
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

  private List<Reconciliation> reconciliations(TimeWindow period, List<LlmRow> llm) {
    var checks = new ArrayList<Reconciliation>();
    var costs = database.llm().costs(period);
    var providers = new TreeSet<String>();
    costs.forEach(c -> providers.add(c.provider()));
    for (var provider : providers) {
      checks.add(provider(provider, costs, llm));
    }
    return checks;
  }

  /// Tokens x list price against the provider's own cost report.
  private Reconciliation provider(String provider, List<ProviderCost> costs, List<LlmRow> llm) {
    var ours =
        llm.stream()
            .filter(row -> row.provider().equals(provider) && row.cost() != null)
            .map(row -> java.util.Objects.requireNonNull(row.cost()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    var theirs =
        costs.stream()
            .filter(c ->
                c.provider().equals(provider) && c.cost().currency().equals(settings.currency()))
            .map(c -> c.cost().amount())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    long unpriced =
        llm.stream()
            .filter(row -> row.provider().equals(provider) && row.cost() == null)
            .mapToLong(LlmRow::tokens)
            .sum();
    return new Reconciliation(
        "LLM computed = %s's cost report".formatted(provider),
        ours,
        theirs,
        theirs.abs().multiply(LLM_TOLERANCE).setScale(2, RoundingMode.UP),
        unpriced == 0
            ? ""
            : "%,d tokens of unknown models have no price here.".formatted(unpriced));
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
