package dev.trimtab.report;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The workbook could not be put where it belongs; nothing half-written is left, and a file that
/// was there before is still there.
public final class ReportNotWritten extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ReportNotWritten(Path target, IOException cause) {
    super(
        "the workbook could not be written to %s: %s. %s"
            .formatted(target, reason(cause), wayOut(target, cause)),
        cause);
  }

  private static String reason(IOException cause) {
    return switch (cause) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "the folder does not exist";
      default -> String.valueOf(cause.getMessage());
    };
  }

  private static String wayOut(Path target, IOException cause) {
    var folder = target.toAbsolutePath().getParent();
    return switch (cause) {
      case AccessDeniedException _ ->
          "Let this user write to %s, or choose another output folder.".formatted(folder);
      case NoSuchFileException _ -> "Create %s, or choose another output folder.".formatted(folder);
      default ->
          "Make room in %s or choose another output folder, then run `trimtab report` again."
              .formatted(folder);
    };
  }
}
