package dev.trimtab.demo.prometheus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a query asks for, as far as the demo understands PromQL: the metric it names, the matchers
/// on labels the demo has, the window of its range selector, its outermost `by` clause.
///
/// @param window of the range selector, one step where there is none
/// @param by labels to keep; empty for all
/// @param counts asks for the number of series
record Query(
    Metric metric, List<Matcher> matchers, Duration window, List<String> by, boolean counts) {
  private static final Pattern MATCHER =
      Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern BY = Pattern.compile("\\bby\\s*\\(([^)]*)\\)");
  private static final Pattern WINDOW = Pattern.compile("\\[(\\d+)([smhdw])(?::[^\\]]*)?\\]");
  private static final List<String> LABELS =
      List.of(
          "namespace",
          "pod",
          "container",
          "resource",
          "owner_kind",
          "owner_name",
          "replicaset",
          "job_name");

  /// A condition on a label; a label that a series lacks counts as empty.
  record Matcher(String label, boolean wanted, Pattern pattern) {
    boolean matches(Map<String, String> labels) {
      var value = labels.getOrDefault(label, "");
      return pattern.matcher(value).matches() == wanted;
    }
  }

  static Query parse(String text) {
    return new Query(
        Metric.in(text),
        matchers(text),
        window(text),
        by(text).orElse(List.of()),
        text.strip().startsWith("count(") && by(text).isEmpty());
  }

  boolean matches(Map<String, String> labels) {
    return matchers.stream()
        .filter(matcher -> labels.containsKey(matcher.label()))
        .allMatch(matcher -> matcher.matches(labels));
  }

  private static List<Matcher> matchers(String text) {
    var found = new ArrayList<Matcher>();
    var matcher = MATCHER.matcher(text);
    while (matcher.find()) {
      if (LABELS.contains(matcher.group(1))) {
        var operator = matcher.group(2);
        var value = matcher.group(3).replace("\\\\", "\\");
        boolean regex = operator.endsWith("~");
        found.add(
            new Matcher(
                matcher.group(1),
                operator.startsWith("="),
                Pattern.compile(regex ? value : Pattern.quote(value))));
      }
    }
    return found;
  }

  private static Optional<List<String>> by(String text) {
    var matcher = BY.matcher(text);
    return matcher.find()
        ? Optional.of(List.of(matcher.group(1).strip().split("\\s*,\\s*")))
        : Optional.empty();
  }

  private static Duration window(String text) {
    var matcher = WINDOW.matcher(text);
    if (!matcher.find()) {
      return Duration.ofMinutes(5);
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      case "d" -> Duration.ofDays(count);
      default -> Duration.ofDays(7 * count);
    };
  }
}
