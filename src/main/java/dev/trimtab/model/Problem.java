package dev.trimtab.model;

/// One input that we could not use, and that the report shows.
///
/// @param source the source's name, such as `prometheus/production`
/// @param subject what it concerns: a pod, an instance type, a file and line
/// @param reason a short, stable word to count by, such as `unknown-instance-type`
/// @param message a sentence that names the value and the way out; never a secret
public record Problem(String source, String subject, String reason, String message) {
  private static final int LONGEST = 1000;

  public Problem {
    subject = cut(subject);
    message = cut(message);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST
        ? text
        : text.substring(0, LONGEST) + "… (" + text.length() + " characters)";
  }
}
