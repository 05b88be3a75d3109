package dev.trimtab.app.command;

/// Exit codes, the same for every command.
public final class Exit {
  public static final int DONE = 0;

  /// Done, with gaps: some source was down; the report says which.
  public static final int GAPS = 1;

  /// Bad usage or configuration.
  public static final int USAGE = 2;

  public static final int FAILED = 3;

  private Exit() {}
}
