package dev.trimtab.rightsize.backtest;

import dev.trimtab.rightsize.peer.Peers;
import dev.trimtab.rightsize.policy.Decisions;
import dev.trimtab.rightsize.policy.Origins;
import dev.trimtab.rightsize.policy.Policy;
import dev.trimtab.rightsize.policy.UsageSource;
import dev.trimtab.rightsize.tuned.Tuned;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Decides at every origin with what was known there, and scores what was decided against what
/// came.
public final class Backtest {
  private static final String PLAIN = "trimtab";
  private static final String BALANCED = "trimtab@balanced";
  private static final List<Policy> ALL =
      Stream.concat(Peers.all().stream(), Stream.of(new Tuned())).toList();

  private final UsageSource usage;
  private final Origins origins;

  public Backtest(UsageSource usage, Origins origins) {
    this.usage = usage;
    this.origins = origins;
  }

  /// The decisions of one policy under the name that was asked for.
  ///
  /// @param at its place in `decisions`
  public record Replayed(String name, Decisions decisions, int at) {}

  /// Every name that can be asked for.
  public static List<String> names() {
    var names = new ArrayList<String>();
    ALL.forEach(policy -> names.addAll(policy.names()));
    return names;
  }

  /// Whether a policy of that name is built in; plain `trimtab` is its balanced level.
  public static boolean knows(String name) {
    return name.equals(PLAIN) || names().contains(name);
  }

  /// Replays policies.
  ///
  /// @param names each of which [#knows(String)]
  public List<Replayed> replay(List<String> names) {
    Map<Policy, Decisions> decided = new LinkedHashMap<>();
    var replayed = new ArrayList<Replayed>();
    for (var name : names) {
      var policy = policy(name).orElseThrow();
      var decisions = decided.computeIfAbsent(policy, p -> p.decide(usage, origins));
      replayed.add(new Replayed(name, decisions, policy.names().indexOf(full(name))));
    }
    return replayed;
  }

  /// Scores each.
  public List<Score> score(List<Replayed> replayed) {
    var boards = replayed.stream().map(each -> new ScoreBoard(each, usage, origins)).toList();
    usage.forEach(series -> boards.forEach(board -> board.add(series)));
    return boards.stream().map(ScoreBoard::score).toList();
  }

  private static Optional<Policy> policy(String name) {
    return ALL.stream().filter(policy -> policy.names().contains(full(name))).findFirst();
  }

  private static String full(String name) {
    return name.equals(PLAIN) ? BALANCED : name;
  }
}
