package dev.trimtab.model.llm;

import dev.trimtab.units.TimeWindow;
import java.util.List;

/// What a gateway tells of the calls that passed through it, in its own words; empty where it does
/// not tell.
///
/// @param provider whom the gateway called, by its own name for it
/// @param team who called the gateway
/// @param apiKey id or hash of the gateway's own key
/// @param base the URL that was called, or a name of the call
/// @param input tokens read, those from and into a cache included
/// @param cacheRead part of the input that came from a cache
/// @param cacheWrite part of the input that went into one
/// @param requests calls, whatever became of them
/// @param failed calls of these that failed
public record GatewayUsage(
    TimeWindow window,
    String provider,
    String organization,
    String team,
    String apiKey,
    String user,
    String model,
    String base,
    List<String> tags,
    long input,
    long cacheRead,
    long cacheWrite,
    long output,
    long requests,
    long failed) {
  public GatewayUsage {
    tags = List.copyOf(tags);
  }
}
