package dev.trimtab.pipeline.watch;

import dev.trimtab.report.KeyText;

/// What a person on call is to do first, by the rule that fired.
final class Words {
  private Words() {}

  static String whatToDo(String rule, String key) {
    var callers = key.isEmpty() ? "what has grown" : "what calls with key " + KeyText.safe(key);
    var look =
        switch (rule) {
          case "failures" ->
              "Look for retries without a limit in %s: the endpoint's address, the model's name, the key's rights.";
          case "surge" ->
              "It grows by the hour: stop %s, or take back its key at the provider, then look for a loop or for retries.";
          case "step" ->
              "It went up at once and stays: look at what was deployed or switched on in that hour, and at %s.";
          case "dear-hours" ->
              "Hour after hour has become dearer: look at what is sent, how often and to which model, by %s.";
          case "growth" ->
              "Look at %s: conversations that are never cut, a queue that feeds itself, a new caller.";
          case "tokens-per-request" ->
              "Look at the prompts of %s: a history that is never cut, whole documents, a loop of tool calls.";
          case "new-series" ->
              "Ask who made this key, and what for: it has no history and spends more than most. Look at %s.";
          case "budget-hour" ->
              "At this rate the month's budget is gone within a day: limit %s first, then look.";
          case "budget-month", BudgetWatch.PROJECTED ->
              "Raise the budget if this is wanted; else limit %s.";
          case BudgetWatch.SPENT ->
              "The budget is spent: raise it if this is wanted; else limit %s until the month's end.";
          default -> "Look at %s, and at what was deployed before it began.";
        };
    return look.formatted(callers);
  }
}
