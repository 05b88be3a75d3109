package dev.trimtab.report.mail;

import dev.trimtab.report.AlertLines;
import java.util.List;
import java.util.Map;

/// The mail for those who read no HTML.
final class PlainText {
  private PlainText() {}

  static String of(
      String title,
      List<String> warnings,
      Map<String, String> values,
      AlertLines alerts,
      List<Html.Bar> teams,
      List<Html.Item> advice) {
    var text = new StringBuilder();
    line(text, title);
    line(text, values.get("period") + ", data as of " + values.get("asOf"));
    line(text, "");
    warnings.forEach(warning -> line(text, "! " + warning));
    line(text, warnings.isEmpty() ? String.valueOf(values.get("status")) : "");
    line(text, "Total           " + values.get("total"));
    line(text, "Infrastructure  " + values.get("infra"));
    line(text, "LLM             " + values.get("llm"));
    line(text, "Monthly savings open: " + values.get("savings"));
    var meaning = values.getOrDefault("savingsMeaning", "");
    if (!meaning.isEmpty()) {
      line(text, "  " + meaning);
    }
    line(text, "Largest move    " + values.get("topChange"));
    line(text, "Alerts          " + alerts.summary());
    alerts.largest().forEach(alert -> line(text, "  " + alert));
    if (!alerts.largest().isEmpty()) {
      line(text, "  " + AlertLines.WHERE);
    }
    line(text, "");
    line(text, "By team");
    teams.forEach(team -> line(text, "  " + team.figure() + "  " + team.label()));
    line(text, "");
    line(text, "Worth doing first");
    advice.forEach(
        item -> line(text, "  " + item.savings() + "  " + item.target() + ": " + item.reason()));
    line(text, "");
    line(text, "The workbook is attached. Run " + values.get("run") + ".");
    return text.toString();
  }

  private static void line(StringBuilder text, String line) {
    text.append(line.replaceAll("[\\r\\n]+", " ").stripTrailing()).append('\n');
  }
}
