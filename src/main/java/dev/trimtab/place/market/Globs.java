package dev.trimtab.place.market;

import java.util.regex.Pattern;

/// Names of instance types with `*` for any run of characters and `?` for one; an empty one matches
/// all.
final class Globs {
  private Globs() {}

  static boolean matches(String glob, String name) {
    return glob.isEmpty()
        || Pattern.matches(
            Pattern.quote(glob).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"), name);
  }
}
