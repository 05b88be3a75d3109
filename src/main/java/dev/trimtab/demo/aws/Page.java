package dev.trimtab.demo.aws;

import dev.trimtab.demo.http.Call;
import java.util.List;

/// A page of a list, by `MaxResults` and `NextToken`.
///
/// @param nextToken empty on the last page
record Page<T>(List<T> items, String nextToken) {
  private static final String PREFIX = "demo-";

  static <T> Page<T> of(List<T> all, Call call, int limit) {
    int size = call.parameter("MaxResults").map(Integer::parseInt).orElse(limit);
    return of(all, call.parameter("NextToken").orElse(""), Math.min(limit, size));
  }

  /// Cuts a page out of a list.
  ///
  /// @param token of the page before, empty for the first
  /// @throws IllegalArgumentException for a token that no page handed out
  static <T> Page<T> of(List<T> all, String token, int size) {
    int from = 0;
    if (!token.isEmpty()) {
      if (!token.startsWith(PREFIX)) {
        throw new IllegalArgumentException("The token '" + token + "' is invalid.");
      }
      from = Integer.parseInt(token.substring(PREFIX.length()));
    }
    int to = Math.min(all.size(), from + Math.max(1, size));
    return new Page<>(all.subList(Math.min(from, to), to), to < all.size() ? PREFIX + to : "");
  }
}
