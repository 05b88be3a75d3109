package dev.trimtab.model;

import java.util.List;

/// A value together with the inputs that could not be used for it.
public record Collected<T>(T value, List<Problem> problems) {
  public Collected {
    problems = List.copyOf(problems);
  }

  public static <T> Collected<T> of(T value) {
    return new Collected<>(value, List.of());
  }
}
