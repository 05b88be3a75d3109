package dev.trimtab.report;

import org.jspecify.annotations.Nullable;

/// A template that is missing, unreadable, or lacks what the report fills in. The message names the
/// file and the way out.
public final class TemplateUnusable extends RuntimeException {
  private static final long serialVersionUID = 1;

  public TemplateUnusable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
