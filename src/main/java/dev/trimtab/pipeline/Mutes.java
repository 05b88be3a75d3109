package dev.trimtab.pipeline;

import java.util.List;
import java.util.regex.Pattern;

/// Which series are mute.
final class Mutes {
  private final List<Pattern> patterns;

  Mutes(List<String> globs) {
    patterns =
        globs.stream()
            .map(glob -> Pattern.compile("\\Q" + glob.replace("*", "\\E.*\\Q") + "\\E"))
            .toList();
  }

  boolean covers(String series) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(series).matches());
  }
}
