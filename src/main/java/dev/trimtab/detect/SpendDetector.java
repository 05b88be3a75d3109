package dev.trimtab.detect;

import dev.trimtab.detect.rule.BudgetHour;
import dev.trimtab.detect.rule.BudgetMonth;
import dev.trimtab.detect.rule.DearHours;
import dev.trimtab.detect.rule.Failures;
import dev.trimtab.detect.rule.Growth;
import dev.trimtab.detect.rule.NewSeries;
import dev.trimtab.detect.rule.Overspend;
import dev.trimtab.detect.rule.Rule;
import dev.trimtab.detect.rule.Sign;
import dev.trimtab.detect.rule.Step;
import dev.trimtab.detect.rule.Surge;
import dev.trimtab.detect.rule.TokensPerRequest;
import dev.trimtab.detect.series.Grid;
import dev.trimtab.detect.series.Hour;
import dev.trimtab.detect.series.Hours;
import dev.trimtab.detect.series.Memory;
import dev.trimtab.detect.series.Normal;
import dev.trimtab.model.spend.Acknowledgement;
import dev.trimtab.model.spend.Alert;
import dev.trimtab.model.spend.Incident;
import dev.trimtab.model.spend.SpendPoint;
import dev.trimtab.model.spend.SpendSeries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Watches one series: takes its points by their ends, raises an alert once per incident, follows
/// the incident, and sees its end.
///
/// What it holds does not grow with the history, and what it says of a point depends on earlier
/// points alone, so that a detector that is fed the stored history goes on where one that has run
/// all along would.
public final class SpendDetector {
  /// An incident whose steps cost less than this times the expected is calm.
  private static final double ODD = 1.5;

  /// A rule at this share of its threshold keeps an incident open.
  private static final double STILL = 0.6;

  /// What is this near to a call is not taken into what is normal. Much less than this, and a
  /// launch that has come half way stops the level that should follow it, so that the rest is told.
  private static final double SUSPICIOUS = 0.65;

  private final String series;
  private final List<Rule> rules;
  private final Onset[] onsets;
  private final List<Acknowledgement> acknowledged;
  private @Nullable Watch watch;
  private @Nullable Episode episode;
  private @Nullable Incident ended;
  private @Nullable Alert raised;
  private boolean usualDay = true;

  /// What is made when the first point tells the length of a step.
  private record Watch(Hours hours, Normal normal, Grid grid) {
    static Watch of(long secondsOfFirst) {
      var grid = Grid.of(secondsOfFirst);
      return new Watch(new Hours(grid), new Normal(grid), grid);
    }
  }

  /// What a rule says.
  ///
  /// @param rule its number
  private record Said(int rule, Sign sign) {}

  /// What all rules say of a step.
  ///
  /// @param now whether one calls for what is in these very hours
  /// @param ofItsOwn what is no part of the incident that goes on; null for nothing
  private record Heard(Said loudest, boolean now, @Nullable Said ofItsOwn) {}

  /// Watches a series from its first point.
  ///
  /// @param fleet what others say of one that is new
  public SpendDetector(String series, Sensitivity sensitivity, Fleet fleet) {
    this(series, sensitivity, fleet, List.of());
  }

  /// Watches a series of which people have said that they know. What is said at an instant counts
  /// from the step on that ends then or later.
  ///
  /// @param fleet what others say of one that is new
  public SpendDetector(
      String series, Sensitivity sensitivity, Fleet fleet, List<Acknowledgement> acknowledged) {
    this.series = series;
    this.acknowledged = List.copyOf(acknowledged);
    rules =
        List.of(
            new Overspend(sensitivity),
            new Surge(sensitivity),
            new Failures(sensitivity),
            new TokensPerRequest(sensitivity),
            new NewSeries(fleet, sensitivity),
            new Step(sensitivity),
            new DearHours(sensitivity),
            new Growth(sensitivity),
            new BudgetHour(sensitivity),
            new BudgetMonth(sensitivity));
    onsets = new Onset[rules.size()];
    for (int i = 0; i < onsets.length; i++) {
      onsets[i] = new Onset();
    }
  }

  /// All alerts of a series.
  public static List<Alert> alerts(SpendSeries series, Sensitivity sensitivity, Fleet fleet) {
    var detector = new SpendDetector(series.name(), sensitivity, fleet);
    var alerts = new ArrayList<Alert>();
    for (var point : series.points()) {
      var alert = detector.observe(point).alert();
      if (alert != null) {
        alerts.add(alert);
      }
    }
    return alerts;
  }

  /// Takes the next point, by its end.
  public Reading observe(SpendPoint point) {
    if (watch == null) {
      watch = Watch.of(point.seconds());
    }
    var current = watch;
    raised = null;
    ended = null;
    current.hours().add(point, hour -> step(hour, current, point.end()));
    return raised == null && ended == null ? Reading.CALM : new Reading(raised, ended);
  }

  /// The incident that goes on, as it stands.
  public Optional<Incident> open() {
    return episode == null || watch == null
        ? Optional.empty()
        : Optional.of(episode.told(null, false, watch.grid().seconds()));
  }

  private void step(Hour hour, Watch current, long at) {
    var normal = current.normal();
    turnDay(hour, normal);
    normal.compare(hour, Overspend.SLACK);
    normal.count();
    var heard = judge(hour, current);
    var running = episode;
    if (running == null) {
      if (heard.loudest().sign().calls()) {
        open(heard.loudest(), at, current);
      } else if (heard.loudest().sign().strength() < SUSPICIOUS) {
        learn(hour, normal);
      }
      return;
    }
    var another = another(heard, running);
    if (another != null) {
      ended = running.told(Instant.ofEpochSecond(hour.end()), false, current.grid().seconds());
      open(another, at, current);
    } else {
      boolean dear = normal.cost() > ODD * normal.expected();
      boolean still = heard.loudest().sign().strength() > STILL;
      follow(running, hour, current, heard.now() || (dear && still));
    }
  }

  private void turnDay(Hour hour, Normal normal) {
    if (normal.startsDay(hour)) {
      normal.endDay(usualDay);
      rules.forEach(rule -> rule.endDay(usualDay));
      usualDay = episode == null;
    }
  }

  private Heard judge(Hour hour, Watch current) {
    boolean now = false;
    var loudest = new Said(0, Sign.NONE);
    Said ofItsOwn = null;
    for (int i = 0; i < rules.size(); i++) {
      var rule = rules.get(i);
      var sign = rule.judge(hour, current.normal());
      onsets[i].see(hour, current.normal(), sign.strength());
      now |= sign.calls() && !rule.sums();
      loudest = sign.strength() > loudest.sign().strength() ? new Said(i, sign) : loudest;
      if (episode != null
          && !rule.unit().isEmpty()
          && episode.hearsAnother(i, sign.calls(), current.grid().perDay())) {
        ofItsOwn = new Said(i, sign);
      }
    }
    return new Heard(loudest, now, ofItsOwn);
  }

  /// What is to be told in place of the incident that goes on; null for nothing.
  private static @Nullable Said another(Heard heard, Episode running) {
    return heard.loudest().sign().calls() && running.isAnother(heard.now())
        ? heard.loudest()
        : heard.ofItsOwn();
  }

  private void learn(Hour hour, Normal normal) {
    for (var rule : rules) {
      rule.learn(hour, normal);
    }
    normal.learn(hour);
  }

  private void open(Said said, long at, Watch current) {
    var onset = onsets[said.rule()];
    var alert = onset.alert(series, rules.get(said.rule()), said.sign(), at);
    raised = alert;
    usualDay = false;
    episode = new Episode(alert, onset.expected(), current.grid().perDay());
    if (!rules.get(said.rule()).unit().isEmpty()) {
      episode.hearsAnother(said.rule(), true, current.grid().perDay()); // from now on its own
    }
  }

  private void follow(Episode running, Hour hour, Watch current, boolean odd) {
    var normal = current.normal();
    running.see(hour, normal, odd);
    usualDay = false;
    boolean wanted = running.isWanted(acknowledged, hour.end());
    boolean learned = wanted || running.isLearned(acknowledged, hour.end());
    if (wanted) {
      normal.acceptTimes(hour, running.times());
    } else if (learned) {
      normal.accept(hour);
    }
    if (learned) {
      rules.forEach(Rule::accept);
    }
    if (learned || running.isCalm(current.grid().perDay())) {
      ended = running.told(Instant.ofEpochSecond(hour.end()), learned, current.grid().seconds());
      episode = null;
      rules.forEach(Rule::restart);
    }
  }

  /// Writes down, or takes back, all that is known of the series: a detector that takes it back
  /// goes on as the one that wrote it down would. What was told of the series when it was made, and
  /// what others say, is not in it.
  public void keep(Memory memory) {
    long seconds = memory.of(watch == null ? 0 : watch.grid().seconds());
    if (seconds > 0) {
      var current = watch == null ? Watch.of(seconds) : watch;
      current.hours().keep(memory);
      current.normal().keep(memory);
      keepEpisode(memory, current);
      watch = current;
    }
    rules.forEach(rule -> rule.keep(memory));
    for (var onset : onsets) {
      onset.keep(memory);
    }
    usualDay = memory.of(usualDay);
  }

  private void keepEpisode(Memory memory, Watch current) {
    if (!memory.of(episode != null)) {
      return;
    }
    var alert = Episode.kept(memory, episode == null ? Episode.NO_ALERT : episode.alert());
    var running = episode == null ? new Episode(alert, 0, current.grid().perDay()) : episode;
    running.keep(memory);
    episode = running;
  }
}
