package dev.trimtab.report.mail;

import dev.trimtab.report.AlertLines;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The pieces of the HTML body, styled inline, since mail programs drop style sheets.
public final class Html {
  private static final String TABLE =
      "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\">";
  private static final int LONGEST = 200;

  private Html() {}

  /// A bar of the chart.
  ///
  /// @param label not yet escaped
  /// @param figure not yet escaped
  record Bar(String label, BigDecimal amount, String figure) {}

  /// A row of the list of advice, not yet escaped.
  record Item(String target, String reason, String savings) {}

  /// Text from outside, cut to what a phone can show.
  static String escape(String text) {
    return whole(text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…");
  }

  /// Text from outside, all of it.
  public static String whole(String text) {
    var safe = new StringBuilder(text.length());
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(Character.isISOControl(c) ? ' ' : c);
      }
    }
    return safe.toString();
  }

  /// A bar chart of table cells: it needs no picture to be loaded.
  static String bars(List<Bar> bars, String colour) {
    var longest = bars.stream().map(Bar::amount).max(BigDecimal::compareTo).orElse(BigDecimal.ZERO);
    return TABLE
        + bars.stream().map(bar -> row(bar, longest, colour)).collect(Collectors.joining())
        + "</table>";
  }

  static String items(List<Item> items) {
    return TABLE
        + items.stream()
            .map(item ->
                """
                <tr><td style="font-size:13px;padding:6px 0;border-bottom:1px solid #e5e5e5"><b>%s</b><br><b style="color:#2e7d32">%s</b><br><span style="color:#595959">%s</span></td></tr>
                """
                    .formatted(
                        escape(item.target()), escape(item.savings()), escape(item.reason())))
            .collect(Collectors.joining())
        + "</table>";
  }

  /// A sentence, and a line for each of the largest.
  static String alerts(AlertLines alerts) {
    var lines =
        alerts.largest().isEmpty()
            ? List.<String>of()
            : Stream.concat(alerts.largest().stream(), Stream.of(AlertLines.WHERE)).toList();
    return "<div style=\"font-size:13px;color:#595959\">%s</div>"
            .formatted(escape(alerts.summary()))
        + lines.stream()
            .map(line ->
                "<div style=\"font-size:13px;padding-top:4px\">%s</div>".formatted(escape(line)))
            .collect(Collectors.joining());
  }

  /// A red box above everything else; nothing where there is nothing to warn of.
  static String warnings(List<String> warnings) {
    return warnings.stream()
        .map(warning ->
            """
            <tr><td style="padding:8px 20px"><div style="background:#fde9e7;border-left:4px solid #c00000;padding:8px 10px;font-size:14px;color:#8a0000">%s</div></td></tr>
            """
                .formatted(escape(warning)))
        .collect(Collectors.joining());
  }

  private static String row(Bar bar, BigDecimal longest, String colour) {
    var width = percent(bar.amount(), longest);
    var filled =
        width == 0
            ? ""
            : "<td width=\"%d%%\" style=\"background:%s;height:12px;font-size:1px\">&nbsp;</td>"
                .formatted(width, colour);
    return """
    <tr><td width="30%%" style="font-size:12px;padding:2px 6px 2px 0">%s</td>\
    <td width="45%%">%s<tr>%s<td style="font-size:1px">&nbsp;</td></tr></table></td>\
    <td width="25%%" align="right" style="font-size:12px;padding:2px 0;white-space:nowrap">%s</td></tr>
    """
        .formatted(escape(bar.label()), TABLE, filled, escape(bar.figure()));
  }

  private static int percent(BigDecimal amount, BigDecimal longest) {
    if (longest.signum() <= 0 || amount.signum() <= 0) {
      return 0;
    }
    return amount.movePointRight(2).divide(longest, 0, RoundingMode.CEILING).intValueExact();
  }
}
