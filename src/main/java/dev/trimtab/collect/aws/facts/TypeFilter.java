package dev.trimtab.collect.aws.facts;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Which instance types are wanted: exact names and globs such as `m5.*`, `*` for any run of
/// characters and `?` for one. Empty wants all.
public final class TypeFilter {
  public static final TypeFilter ALL = new TypeFilter(List.of());

  private final List<String> patterns;
  private final List<Pattern> compiled;

  private TypeFilter(List<String> patterns) {
    this.patterns = patterns;
    this.compiled = patterns.stream().map(TypeFilter::compile).toList();
  }

  public static TypeFilter of(List<String> patterns) {
    return new TypeFilter(
        patterns.stream().map(p -> p.strip().toLowerCase(Locale.ROOT)).distinct().toList());
  }

  public boolean wantsAll() {
    return patterns.isEmpty();
  }

  public boolean matches(String instanceType) {
    return patterns.isEmpty()
        || compiled.stream().anyMatch(pattern -> pattern.matcher(instanceType).matches());
  }

  /// Names and globs as they were given, in lower case.
  public List<String> patterns() {
    return patterns;
  }

  public List<String> exact() {
    return patterns.stream().filter(pattern -> !isGlob(pattern)).toList();
  }

  public List<String> globs() {
    return patterns.stream().filter(TypeFilter::isGlob).toList();
  }

  private static boolean isGlob(String pattern) {
    return pattern.indexOf('*') >= 0 || pattern.indexOf('?') >= 0;
  }

  private static Pattern compile(String glob) {
    var regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      switch (c) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString());
  }

  @Override
  public String toString() {
    return patterns.isEmpty() ? "all types" : String.join(", ", patterns);
  }
}
