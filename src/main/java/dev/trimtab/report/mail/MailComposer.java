package dev.trimtab.report.mail;

import dev.trimtab.model.report.OutboxMail.Attachment;
import dev.trimtab.model.report.ReportData;
import dev.trimtab.report.Advice;
import dev.trimtab.report.AlertLines;
import dev.trimtab.report.Amounts;
import dev.trimtab.report.CentCosts;
import dev.trimtab.report.Checks;
import dev.trimtab.report.Headline;
import dev.trimtab.report.Templates;
import dev.trimtab.units.Money;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes the mail that carries a workbook: the same headline figures, readable on a phone.
public final class MailComposer {
  static final String TEMPLATE = "report.html";

  /// By hand, since a table of file endings may call an .xlsx anything.
  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  private static final int TOP = 5;
  private static final int TEAMS = 12;
  private static final int DAYS = 31;
  private final Templates templates;

  public MailComposer(Templates templates) {
    this.templates = templates;
  }

  /// A mail without its recipient.
  public record Composed(
      String subject, String htmlBody, String textBody, List<Attachment> attachments) {
    public Composed {
      attachments = List.copyOf(attachments);
    }
  }

  /// Composes the mail of a report.
  ///
  /// @param workbook as rendered from the same data; read here
  /// @throws dev.trimtab.report.TemplateUnusable when the template asks for something unknown
  /// @throws UncheckedIOException when the workbook cannot be read
  public Composed compose(ReportData data, Path workbook) {
    var costs = CentCosts.of(data.costs());
    var headline = Headline.of(data, costs);
    var warnings = warnings(data, costs, headline);
    var values = values(data, headline);
    var alerts = AlertLines.of(data);
    var html = new HashMap<String, String>();
    values.forEach((name, text) -> html.put(name, Html.escape(text)));
    html.put("warnings", Html.warnings(warnings));
    html.put("teamBars", Html.bars(teams(data, costs), "#0072b2"));
    html.put("dayBars", Html.bars(days(data, costs), "#56b4e9"));
    html.put("recommendations", Html.items(advice(data)));
    html.put("alerts", Html.alerts(alerts));
    html.put("savingsMeaning", Html.whole(headline.savingsMeaning()));
    return new Composed(
        headline.subject(data.title().replaceAll("\\s+", " ").strip()),
        Placeholders.fill(templates.text(TEMPLATE), templates.describe(TEMPLATE), html),
        PlainText.of(data.title(), warnings, values, alerts, teams(data, costs), advice(data)),
        List.of(new Attachment(String.valueOf(workbook.getFileName()), XLSX, bytes(workbook))));
  }

  private static Map<String, String> values(ReportData data, Headline headline) {
    var values = new HashMap<String, String>();
    values.put("savingsMeaning", headline.savingsMeaning());
    values.putAll(figures(data, headline));
    return values;
  }

  private static Map<String, String> figures(ReportData data, Headline headline) {
    var first = data.period().start().atZone(ZoneOffset.UTC).toLocalDate();
    var end = data.period().end().atZone(ZoneOffset.UTC).toLocalDate();
    return Map.of(
        "title",
        data.title(),
        "period",
        first + " to " + (end.isAfter(first) ? end.minusDays(1) : first),
        "asOf",
        Amounts.minute(data.asOf()),
        "total",
        Amounts.text(headline.total()),
        "infra",
        Amounts.text(headline.infra()),
        "llm",
        llm(headline),
        "savings",
        savings(headline),
        "topChange",
        headline.topChange().isEmpty() ? "none" : headline.topChange(),
        "status",
        headline.status(),
        "run",
        String.valueOf(data.runId()));
  }

  private static List<String> warnings(ReportData data, CentCosts costs, Headline headline) {
    var warnings = new ArrayList<String>();
    Checks.all(data, costs).stream()
        .filter(check -> !check.passes())
        .forEach(check ->
            warnings.add(
                "CHECK FAILED: %s: %s against %s"
                    .formatted(
                        check.check(),
                        Amounts.text(new Money(data.currency(), check.ours())),
                        Amounts.text(new Money(data.currency(), check.theirs())))));
    for (var gap : data.gaps()) {
      var since =
          gap.completeThrough() == null
              ? "never read"
              : "complete through " + Amounts.minute(gap.completeThrough());
      warnings.add("MISSING: %s (%s): %s".formatted(gap.source(), since, gap.message()));
    }
    if (headline.unpricedTokens() > 0) {
      warnings.add(
          "UNPRICED: %s LLM tokens have no known price and are not in the total."
              .formatted(Amounts.count(headline.unpricedTokens())));
    }
    return warnings;
  }

  private static List<Html.Bar> teams(ReportData data, CentCosts costs) {
    return costs.byTeam().entrySet().stream()
        .limit(TEAMS)
        .map(team -> bar(data, team.getKey(), team.getValue()))
        .toList();
  }

  private static List<Html.Bar> days(ReportData data, CentCosts costs) {
    var totals = new TreeMap<LocalDate, BigDecimal>();
    costs.rows().forEach(row -> totals.merge(row.row().day(), row.cents(), BigDecimal::add));
    return totals.entrySet().stream()
        .skip(Math.max(0, totals.size() - DAYS))
        .map(day -> bar(data, day.getKey().toString(), day.getValue()))
        .toList();
  }

  private static Html.Bar bar(ReportData data, String label, BigDecimal amount) {
    return new Html.Bar(label, amount, Amounts.text(new Money(data.currency(), amount)));
  }

  private static List<Html.Item> advice(ReportData data) {
    return Advice.of(data).items().stream()
        .limit(TOP)
        .map(item ->
            new Html.Item(
                item.target(), item.recommendation().reason(), worth(item, data.currency())))
        .toList();
  }

  private static String worth(Advice.Item item, Currency currency) {
    if (item.monthlySavings() != null) {
      return Amounts.text(new Money(currency, item.monthlySavings())) + " a month";
    }
    return item.realizable() == null
        ? "unpriced"
        : Amounts.text(new Money(currency, item.realizable())) + " a month on nodes";
  }

  private static String llm(Headline headline) {
    var amount = Amounts.text(headline.llm());
    return headline.unattributedLlm().signum() <= 0
        ? amount
        : "%s, %s of it unattributed"
            .formatted(amount, Amounts.percent(headline.unattributedShare()));
  }

  private static String savings(Headline headline) {
    var nominal = Amounts.text(headline.monthlySavings());
    return headline.realizable().signum() == 0
        ? nominal + " nominal"
        : "%s nominal, %s on nodes".formatted(nominal, Amounts.text(headline.realizable()));
  }

  private static byte[] bytes(Path workbook) {
    try {
      return Files.readAllBytes(workbook);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the workbook %s cannot be read: %s. Run `trimtab report` again."
              .formatted(workbook, e.getMessage()),
          e);
    }
  }
}
