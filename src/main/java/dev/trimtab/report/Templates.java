package dev.trimtab.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where templates come from: the user's folder first, then the ones that came with the program.
public final class Templates {
  private static final String BUILT_IN = "/reports/templates/";
  private final @Nullable Path folder;

  private Templates(@Nullable Path folder) {
    this.folder = folder;
  }

  public static Templates builtIn() {
    return new Templates(null);
  }

  /// Those in a folder, before the built-in ones.
  ///
  /// @param folder may lack any of the templates: those are then the built-in ones
  public static Templates of(Path folder) {
    return new Templates(folder);
  }

  /// Reads a template.
  ///
  /// @throws TemplateUnusable when it is nowhere, or cannot be read
  public byte[] bytes(String name) {
    try {
      var own = folder == null ? null : folder.resolve(name);
      if (own != null && Files.exists(own)) {
        return Files.readAllBytes(own);
      }
      return builtIn(name);
    } catch (IOException e) {
      throw new TemplateUnusable(describe(name) + " cannot be read: " + e.getMessage(), e);
    }
  }

  public String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  /// Which file it is, for a message.
  public String describe(String name) {
    var own = folder == null ? null : folder.resolve(name);
    return own != null && Files.exists(own) ? "template " + own : "built-in template " + name;
  }

  private static byte[] builtIn(String name) throws IOException {
    try (InputStream in = Templates.class.getResourceAsStream(BUILT_IN + name)) {
      if (in == null) {
        throw new TemplateUnusable(
            "there is no template '%s'. Put it into the folder of your own templates."
                .formatted(name),
            null);
      }
      return in.readAllBytes();
    }
  }
}
