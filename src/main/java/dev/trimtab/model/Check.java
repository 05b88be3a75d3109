package dev.trimtab.model;

/// One thing that `trimtab doctor` tried.
///
/// @param subject what was tried, such as `kubernetes/production: list pods`
/// @param ok it works
/// @param message what was seen
/// @param fix what to do about it, empty when ok
public record Check(String subject, boolean ok, String message, String fix) {
  public static Check ok(String subject, String message) {
    return new Check(subject, true, message, "");
  }

  public static Check failed(String subject, String message, String fix) {
    return new Check(subject, false, message, fix);
  }
}
