package dev.trimtab.report.alert;

import dev.trimtab.model.spend.AlertNotice;

/// A notice in Slack's markup. Names from outside stand in code spans, where nobody is called by
/// `@channel` and nothing is set in italics.
final class SlackText {
  private SlackText() {}

  static String of(AlertNotice notice) {
    var text = new StringBuilder();
    line(text, "*" + plain(AlertWords.headline(notice)) + "* " + code(AlertWords.series(notice)));
    line(text, plain(AlertWords.rate(notice)));
    AlertWords.projection(notice).ifPresent(projection -> line(text, plain(projection)));
    line(text, plain(AlertWords.why(notice)));
    for (var fact : AlertWords.facts(notice)) {
      line(text, fact.label() + ": " + (fact.name() ? code(fact.value()) : plain(fact.value())));
    }
    AlertWords.advice(notice).ifPresent(advice -> line(text, "*What to do:* " + plain(advice)));
    AlertWords.acknowledge(notice)
        .ifPresent(
            ways -> line(text, "Known? " + code(ways.command()) + " or " + code(ways.sql())));
    return text.toString().stripTrailing();
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append('\n');
  }

  /// Escaped as Slack asks; the zero-width space keeps an `@here` of ours or others from calling.
  private static String plain(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("@", "@\u200b");
  }

  private static String code(String text) {
    var safe = text.replace('`', '\'').replace("&", "&amp;").replace("<", "&lt;");
    return "`" + safe.replace(">", "&gt;") + "`";
  }
}
