package dev.trimtab.llm;

import dev.trimtab.model.llm.LlmOwned;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// What of a count owners claim.
///
/// @param claims by owner, in an order that is always the same
/// @param whole what they are of: no less than what is claimed
record Share(SequencedMap<LlmOwned, Long> claims, long whole) {
  static final Share NONE = new Share(new LinkedHashMap<>(), 1);

  /// Cuts a count: each cut lies where the claims so far do, rounded down, so that parts never come
  /// to more than the count.
  Map<LlmOwned, Long> of(long count) {
    var parts = new LinkedHashMap<LlmOwned, Long>();
    long claimed = 0;
    long cut = 0;
    for (var claim : claims.entrySet()) {
      claimed += claim.getValue();
      long next = part(count, claimed);
      if (next > cut) {
        parts.put(claim.getKey(), next - cut);
      }
      cut = next;
    }
    return parts;
  }

  private long part(long count, long claimed) {
    return BigInteger.valueOf(count)
        .multiply(BigInteger.valueOf(claimed))
        .divide(BigInteger.valueOf(whole))
        .longValueExact();
  }
}
