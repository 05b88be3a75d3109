package dev.trimtab.collect.aws;

import dev.trimtab.model.SourceUnavailable;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The page tokens that one listing has handed out so far.
final class PageTokens {
  private final AwsCall call;
  private final Set<String> seen = new HashSet<>();

  PageTokens(AwsCall call) {
    this.call = call;
  }

  /// The token to ask for next, or empty after the last page.
  ///
  /// @param token as the page told it; null and empty both mean the end
  /// @throws SourceUnavailable when it came before: following it would go round for ever
  Optional<String> next(@Nullable String token) throws SourceUnavailable {
    if (token == null || token.isEmpty()) {
      return Optional.empty();
    }
    if (!seen.add(token)) {
      throw new SourceUnavailable(
          "%s: %s gave the same NextToken twice after %d pages: its pages go round in a circle. What was read so far is kept; maybe a proxy or the endpoint answers from a cache?"
              .formatted(call.source(), call.action(), seen.size() + 1));
    }
    return Optional.of(token);
  }
}
