package dev.trimtab.llm.advice;

import dev.trimtab.model.llm.LlmProvider;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.NameMatch;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Models that their maker has replaced by a cheaper one of at least the same class, with the day
/// from which that one could be used: public facts, from the makers' own announcements.
final class Successors {
  /// The one to try, and since when there is it.
  record Successor(String model, LocalDate since) {}

  private record Entry(String provider, NameMatch match, Successor successor) {}

  private static final List<Entry> TABLE =
      List.of(
          openai("/^gpt-3\\.5-turbo/", "gpt-4o-mini", "2024-07-18"),
          openai("/^gpt-4(-0613|-0314|-32k.*)?$/", "gpt-4.1", "2025-04-14"),
          openai("/^gpt-4-(turbo|1106|0125)/", "gpt-4.1", "2025-04-14"),
          openai("/^gpt-4\\.5-preview/", "gpt-4.1", "2025-04-14"),
          openai("/^gpt-4o(-\\d{4}-\\d{2}-\\d{2}|-latest)?$/", "gpt-4.1", "2025-04-14"),
          openai("/^o1(-preview|-\\d{4}-\\d{2}-\\d{2})?$/", "o3", "2025-06-10"),
          openai("/^o1-mini/", "o4-mini", "2025-04-16"),
          openai("/^o1-pro/", "o3-pro", "2025-06-10"),
          anthropic("/^claude-3-opus/", "claude-opus-4-5", "2025-11-24"),
          anthropic("/^claude-opus-4(-0|-1)?(-\\d{8})?$/", "claude-opus-4-5", "2025-11-24"),
          anthropic("/^claude-2/", "claude-sonnet-4-5", "2025-09-29"));

  private Successors() {}

  private static Entry openai(String models, String successor, String since) {
    return new Entry(
        LlmProvider.OPENAI, NameMatch.of(models), new Successor(successor, LocalDate.parse(since)));
  }

  private static Entry anthropic(String models, String successor, String since) {
    return new Entry(
        LlmProvider.ANTHROPIC,
        NameMatch.of(models),
        new Successor(successor, LocalDate.parse(since)));
  }

  static Optional<Successor> of(LlmScope scope, LocalDate day) {
    return TABLE.stream()
        .filter(entry -> entry.provider().equals(scope.provider()))
        .filter(entry -> entry.match().matches(scope.model()))
        .map(Entry::successor)
        .filter(successor -> !successor.since().isAfter(day))
        .findFirst();
  }
}
