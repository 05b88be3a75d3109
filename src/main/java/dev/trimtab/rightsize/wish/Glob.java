package dev.trimtab.rightsize.wish;

import java.util.regex.Pattern;

/// Names with `*` for anything; an empty one matches all.
final class Glob {
  private Glob() {}

  static boolean matches(String glob, String name) {
    return glob.isEmpty() || Pattern.matches(Pattern.quote(glob).replace("*", "\\E.*\\Q"), name);
  }
}
