package dev.trimtab.app.plot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// What a terminal can show.
///
/// @param width in columns
/// @param unicode whether it shows more than ASCII
/// @param colour whether it takes ANSI colours
public record Screen(int width, boolean unicode, boolean colour) {
  /// Where nothing else is known.
  private static final int USUAL_WIDTH = 80;

  /// Reads it from where the process runs.
  ///
  /// @param environment of the process
  /// @param interactive whether a person looks at it
  public static Screen of(Map<String, String> environment, boolean interactive) {
    boolean dumb = environment.getOrDefault("TERM", "").equals("dumb");
    boolean colour = interactive && !dumb && environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Screen(width(environment, interactive), !dumb && unicode(environment), colour);
  }

  /// As the C library picks a locale: the first of these that is set.
  private static boolean unicode(Map<String, String> environment) {
    return Stream.of("LC_ALL", "LC_CTYPE", "LANG")
        .map(name -> environment.getOrDefault(name, ""))
        .filter(locale -> !locale.isEmpty())
        .findFirst()
        .map(locale -> locale.toLowerCase(Locale.ROOT).replace("-", ""))
        .filter(locale -> locale.contains("utf8"))
        .isPresent();
  }

  private static int width(Map<String, String> environment, boolean interactive) {
    var columns = environment.getOrDefault("COLUMNS", "");
    if (columns.matches("[1-9][0-9]{0,3}")) {
      return Integer.parseInt(columns);
    }
    return interactive ? measured() : USUAL_WIDTH;
  }

  /// Shells keep COLUMNS to themselves, so the terminal is asked.
  private static int measured() {
    try {
      var stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(Path.of("/dev/tty").toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      var answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return answer.matches("[0-9]+ [1-9][0-9]{0,3}\\s*")
          ? Integer.parseInt(answer.strip().substring(answer.indexOf(' ') + 1))
          : USUAL_WIDTH;
    } catch (IOException _) {
      return USUAL_WIDTH; // no terminal, or no stty: nothing that a plot should fail for
    }
  }
}
