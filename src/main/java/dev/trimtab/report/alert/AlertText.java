package dev.trimtab.report.alert;

import dev.trimtab.model.spend.AlertNotice;
import dev.trimtab.report.TemplateUnusable;
import dev.trimtab.report.Templates;
import dev.trimtab.report.mail.Html;
import dev.trimtab.report.mail.Placeholders;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// The mail of a notice: short lines for a phone, the amount first, the same in HTML and in plain
/// text.
public final class AlertText {
  static final String TEMPLATE = "mail/alert.html";

  /// As much as a phone shows of a subject in two lines.
  private static final int SUBJECT = 78;

  private static final int LABEL = 14;
  private static final String INDENT = "  ";
  private final Templates templates;

  public AlertText(Templates templates) {
    this.templates = templates;
  }

  /// The amount first, then the series, cut where it is long.
  public String subject(AlertNotice notice) {
    return first(notice, SUBJECT);
  }

  /// Plain text without a line over 78 characters.
  public String plain(AlertNotice notice) {
    var text = new StringBuilder();
    line(text, first(notice, Lines.WIDTH));
    wrap(text, AlertWords.rate(notice), "");
    AlertWords.projection(notice).ifPresent(projection -> wrap(text, projection, ""));
    wrap(text, AlertWords.why(notice), "");
    line(text, "");
    fact(text, "Series", AlertWords.series(notice));
    AlertWords.facts(notice).forEach(fact -> fact(text, fact.label(), fact.value()));
    AlertWords.advice(notice)
        .ifPresent(advice -> {
          line(text, "");
          wrap(text, "What to do", "");
          wrap(text, advice, INDENT);
        });
    AlertWords.acknowledge(notice)
        .ifPresent(ways -> {
          line(text, "");
          line(text, "Known? Acknowledge it, by one of:");
          line(text, INDENT + ways.command());
          line(text, INDENT + ways.sql());
        });
    return text.toString();
  }

  /// HTML by the template; each value escaped. An alert goes out in any case: a template of the
  /// house that is unusable gives way to the built-in one, with a word on what is wrong with it.
  public String html(AlertNotice notice) {
    var values = new HashMap<String, String>();
    values.put("subject", Html.whole(subject(notice)));
    values.put("headline", Html.whole(AlertWords.headline(notice)));
    values.put("series", Html.whole(AlertWords.series(notice)));
    values.put("rate", Html.whole(AlertWords.rate(notice)));
    values.put("projection", Html.whole(AlertWords.projection(notice).orElse("")));
    values.put("why", Html.whole(AlertWords.why(notice)));
    values.put("colour", colour(notice));
    values.put("facts", facts(notice));
    values.put("advice", AlertWords.advice(notice).map(AlertText::advice).orElse(""));
    values.put("acknowledge", AlertWords.acknowledge(notice).map(AlertText::ways).orElse(""));
    try {
      return fill(templates, values);
    } catch (TemplateUnusable e) {
      var wrong = Html.whole(String.valueOf(e.getMessage()));
      return fill(Templates.builtIn(), values)
          .replace("</body>", "<p style=\"font-size:13px\">" + wrong + "</p></body>");
    }
  }

  private static String fill(Templates templates, Map<String, String> values) {
    return Placeholders.fill(templates.text(TEMPLATE), templates.describe(TEMPLATE), values);
  }

  private static String first(AlertNotice notice, int width) {
    var headline = AlertWords.headline(notice);
    return headline
        + " "
        + Lines.fit(AlertWords.series(notice), Math.max(1, width - headline.length() - 1));
  }

  private static void line(StringBuilder text, String line) {
    text.append(line.stripTrailing()).append('\n');
  }

  private static void wrap(StringBuilder text, String words, String indent) {
    Lines.wrap(words, indent).forEach(line -> line(text, line));
  }

  private static void fact(StringBuilder text, String label, String value) {
    var padded = label + " ".repeat(Math.max(1, LABEL - label.length()));
    if (padded.length() + value.length() <= Lines.WIDTH) {
      line(text, padded + value);
    } else {
      line(text, label);
      wrap(text, value, INDENT);
    }
  }

  private static String colour(AlertNotice notice) {
    return switch (notice.kind()) {
      case OPENED, GREW -> "#c00000";
      case ENDED -> "#2e7d32";
    };
  }

  private static String facts(AlertNotice notice) {
    return AlertWords.facts(notice).stream()
        .map(fact ->
            """
            <tr><td valign="top" style="font-size:13px;color:#595959;padding:4px 10px 4px 0;white-space:nowrap">%s</td>\
            <td width="100%%" style="font-size:15px;padding:4px 0;word-break:%s">%s</td></tr>
            """
                .formatted(
                    Html.whole(fact.label()),
                    // a long name fills its lines: a phone that does not break it scrolls sideways
                    fact.name() ? "break-all" : "break-word",
                    Html.whole(fact.value())))
        .collect(Collectors.joining());
  }

  private static String advice(String advice) {
    return """
    <div style="font-size:13px;color:#595959">What to do</div><div style="font-size:15px;padding-top:2px;word-break:break-word">%s</div>
    """
        .formatted(Html.whole(advice));
  }

  private static String ways(Acknowledge ways) {
    return """
    <div style="font-size:13px;color:#595959">Known? Acknowledge it, by one of:</div>
    <div style="font-family:Menlo,Consolas,monospace;font-size:13px;padding-top:4px;word-break:break-word">%s</div>
    <div style="font-family:Menlo,Consolas,monospace;font-size:13px;padding-top:4px;word-break:break-word">%s</div>
    """
        .formatted(Html.whole(ways.command()), Html.whole(ways.sql()));
  }
}
