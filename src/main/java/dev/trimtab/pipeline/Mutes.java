package dev.trimtab.pipeline;

import dev.trimtab.store.Alerts;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/// Which series are mute.
final class Mutes {
  private final List<Mute> mutes;

  private record Mute(Pattern pattern, Instant until) {}

  Mutes(List<Alerts.Mute> stored) {
    mutes =
        stored.stream()
            .map(each ->
                new Mute(
                    Pattern.compile("\\Q" + each.pattern().replace("*", "\\E.*\\Q") + "\\E"),
                    each.until()))
            .toList();
  }

  boolean covers(String series, Instant at) {
    return mutes.stream()
        .anyMatch(mute -> mute.until().isAfter(at) && mute.pattern().matcher(series).matches());
  }
}
