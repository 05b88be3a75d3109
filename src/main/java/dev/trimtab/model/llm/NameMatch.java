package dev.trimtab.model.llm;

import java.util.Locale;
import java.util.regex.Pattern;

/// Which model names a price is for, whatever their case. Written `gpt-5` (that name), `gpt-5*`
/// (begins with), `*gpt-5` (ends with), `*gpt-5*` (contains), `*` (any) or `/^gpt-5(-\d+)?$/` (a
/// regular expression that is found in it).
public sealed interface NameMatch {
  boolean matches(String name);

  /// The name itself.
  record Exactly(String text) implements NameMatch {
    @Override
    public boolean matches(String name) {
      return name.equalsIgnoreCase(text);
    }
  }

  record StartsWith(String text) implements NameMatch {
    @Override
    public boolean matches(String name) {
      return name.regionMatches(true, 0, text, 0, text.length());
    }
  }

  record EndsWith(String text) implements NameMatch {
    @Override
    public boolean matches(String name) {
      return name.regionMatches(true, name.length() - text.length(), text, 0, text.length());
    }
  }

  record Contains(String text) implements NameMatch {
    @Override
    public boolean matches(String name) {
      return name.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
    }
  }

  record Regex(Pattern pattern) implements NameMatch {
    @Override
    public boolean matches(String name) {
      return pattern.matcher(name).find();
    }
  }

  /// Reads how a match is written.
  ///
  /// @throws IllegalArgumentException for a regular expression that is none
  static NameMatch of(String written) {
    int length = written.length();
    if (length > 2 && written.startsWith("/") && written.endsWith("/")) {
      return new Regex(Pattern.compile(written.substring(1, length - 1), Pattern.CASE_INSENSITIVE));
    }
    if (written.equals("*")) {
      return new Contains("");
    }
    boolean before = length > 1 && written.startsWith("*");
    boolean after = length > 1 && written.endsWith("*");
    var text = written.substring(before ? 1 : 0, after ? length - 1 : length);
    if (before && after) {
      return new Contains(text);
    }
    return before ? new EndsWith(text) : after ? new StartsWith(text) : new Exactly(text);
  }
}
