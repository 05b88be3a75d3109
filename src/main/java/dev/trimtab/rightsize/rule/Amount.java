package dev.trimtab.rightsize.rule;

import java.util.OptionalLong;

/// What is about to be proposed of one resource, in millicores or bytes.
///
/// @param request empty where nothing is known, and the request stays as it is
/// @param because the rule that settled it, as a clause
/// @param limit empty where there will be none, or none was settled yet
/// @param leastLimit a limit, where there is one, must not be below
public record Amount(OptionalLong request, String because, OptionalLong limit, long leastLimit) {
  public static final Amount UNKNOWN =
      new Amount(OptionalLong.empty(), "", OptionalLong.empty(), 0);

  public Amount request(long amount, String why) {
    return new Amount(OptionalLong.of(amount), why, limit, leastLimit);
  }

  public Amount limit(OptionalLong amount) {
    return new Amount(request, because, amount, leastLimit);
  }

  public Amount limitAtLeast(long amount) {
    return new Amount(request, because, limit, Math.max(leastLimit, amount));
  }
}
