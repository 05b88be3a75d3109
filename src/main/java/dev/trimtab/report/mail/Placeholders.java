package dev.trimtab.report.mail;

import dev.trimtab.report.TemplateUnusable;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Fills `{{name}}` in a text. Values go in as they are, and are not looked at again.
public final class Placeholders {
  private static final Pattern NAME = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*\\}\\}");

  private Placeholders() {}

  /// Fills in all of them.
  ///
  /// @param description which template it is, for messages
  /// @throws TemplateUnusable when a name is unknown
  public static String fill(String template, String description, Map<String, String> values) {
    return NAME.matcher(template)
        .replaceAll(match -> {
          var value = values.get(match.group(1));
          if (value == null) {
            throw new TemplateUnusable(
                "%s asks for {{%s}}, which is unknown. Known are %s."
                    .formatted(
                        description, match.group(1), values.keySet().stream().sorted().toList()),
                null);
          }
          return Matcher.quoteReplacement(value);
        });
  }
}
