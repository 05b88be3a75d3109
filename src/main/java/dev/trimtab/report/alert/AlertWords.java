package dev.trimtab.report.alert;

import dev.trimtab.model.spend.AlertNotice;
import dev.trimtab.model.spend.SpendOwner;
import dev.trimtab.report.Amounts;
import dev.trimtab.report.KeyText;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What every channel says of a notice, each in its own dress. Nothing here is escaped; names are
/// on one line.
final class AlertWords {
  private AlertWords() {}

  /// The amount, up to where the series' name follows: `USD 412.50 so far on`.
  static String headline(AlertNotice notice) {
    var amount = AlertFigures.money(notice.amountSoFar());
    return switch (notice.kind()) {
      case OPENED ->
          ofMonth(notice)
              ? amount + " this month on"
              : failing(notice)
                  ? "%s so far, %s of requests fail on"
                      .formatted(amount, AlertFigures.percent(notice.failedShare()))
                  : amount + " so far on";
      case GREW -> "Grown to " + amount + " on";
      case ENDED -> "Over, at " + amount + " on";
    };
  }

  /// The series' name, whole.
  static String series(AlertNotice notice) {
    var name = Lines.clean(KeyText.series(notice.alert().series()));
    return name.isEmpty() ? "(all)" : name;
  }

  /// The rate against the normal one.
  static String rate(AlertNotice notice) {
    if (ofMonth(notice)) {
      return "In the last week %s an hour; the budget allows %s."
          .formatted(
              AlertFigures.money(notice.ratePerHour()), AlertFigures.money(notice.normalPerHour()));
    }
    var rate = AlertFigures.rate(notice.ratePerHour(), notice.normalPerHour());
    return (notice.kind() == AlertNotice.Kind.ENDED ? "While it lasted " : "Now ") + rate + ".";
  }

  /// Where the month ends; an incident that is over projects nothing.
  static Optional<String> projection(AlertNotice notice) {
    return notice.kind() == AlertNotice.Kind.ENDED
        ? Optional.empty()
        : Optional.of(
            "At this rate %s by the month's end."
                .formatted(AlertFigures.money(notice.projectedMonthEnd())));
  }

  /// What is unusual, in a sentence.
  static String why(AlertNotice notice) {
    return switch (notice.alert().rule()) {
      case "overspend" -> "It spends more than is normal for it.";
      case "surge" -> "Its spend grows from hour to hour.";
      case "step" -> "Its spend went up at once, and stays up.";
      case "dear-hours" -> "Its hours of work cost more than is normal, one after another.";
      case "growth" -> "Its spend has grown day after day.";
      case "failures" -> "More of its requests fail than is normal.";
      case "tokens-per-request" -> "Its requests take more tokens each than is normal.";
      case "new-series" -> "It is new, and spends more than most.";
      case "budget-hour" -> "One hour took a large share of the month's budget.";
      case "budget-month" -> "The month is heading for several times its budget.";
      case "budget-projected" -> "The month is heading over its budget.";
      case "budget-spent" -> "The month's budget is spent.";
      default -> "Rule: " + Lines.clean(notice.alert().rule()) + ".";
    };
  }

  /// All else that is known, in the order in which one asks.
  static List<AlertFact> facts(AlertNotice notice) {
    var facts = new ArrayList<AlertFact>();
    facts.add(figure("Since", Amounts.minute(notice.alert().firstAt())));
    var ended = notice.ended();
    if (ended != null) {
      facts.add(figure("Ended", Amounts.minute(ended)));
    } else {
      facts.add(figure("Data until", Amounts.minute(asOf(notice))));
    }
    budget(notice).ifPresent(facts::add);
    if (!ofMonth(notice)) {
      facts.add(figure("Beyond normal", AlertFigures.money(notice.excessSoFar())));
    }
    tokens(notice).ifPresent(facts::add);
    owner(facts, notice.owner());
    name(facts, "Top key", notice.topKey().isEmpty() ? "" : KeyText.safe(notice.topKey()));
    name(facts, "Top model", notice.topModel());
    name(facts, "Top endpoint", notice.topEndpoint());
    if (!Double.isNaN(notice.failedShare())) {
      facts.add(figure("Failed", AlertFigures.percent(notice.failedShare()) + " of requests"));
    }
    facts.add(figure("Alert", String.valueOf(notice.id())));
    return facts;
  }

  /// What to do; nothing where nothing is said.
  static Optional<String> advice(AlertNotice notice) {
    return Optional.of(Lines.clean(notice.whatToDo())).filter(text -> !text.isEmpty());
  }

  /// How to acknowledge; what is over needs none.
  static Optional<Acknowledge> acknowledge(AlertNotice notice) {
    return notice.kind() == AlertNotice.Kind.ENDED
        ? Optional.empty()
        : Optional.of(Acknowledge.of(notice.id()));
  }

  /// The end of the last hour that the figures hold.
  static Instant asOf(AlertNotice notice) {
    var last = notice.last();
    return last == null ? notice.alert().at() : last;
  }

  private static boolean failing(AlertNotice notice) {
    return notice.alert().rule().equals("failures") && !Double.isNaN(notice.failedShare());
  }

  private static Optional<AlertFact> tokens(AlertNotice notice) {
    var alert = notice.alert();
    return alert.rule().equals("tokens-per-request")
            && Double.isFinite(alert.observed())
            && Double.isFinite(alert.expected())
        ? Optional.of(
            figure(
                "Tokens",
                "%s a request, normally %s"
                    .formatted(
                        AlertFigures.count(alert.observed()),
                        AlertFigures.count(alert.expected()))))
        : Optional.empty();
  }

  /// Whether it tells of a month against its budget, not of a runaway.
  private static boolean ofMonth(AlertNotice notice) {
    var rule = notice.alert().rule();
    return rule.equals("budget-projected") || rule.equals("budget-spent");
  }

  private static Optional<AlertFact> budget(AlertNotice notice) {
    double budget = notice.alert().expected();
    return ofMonth(notice) && Double.isFinite(budget)
        ? Optional.of(
            figure(
                "Budget",
                AlertFigures.money(
                        new Money(
                            notice.amountSoFar().currency(),
                            BigDecimal.valueOf(budget)
                                .setScale(Money.STORED_SCALE, RoundingMode.HALF_UP)))
                    + " a month"))
        : Optional.empty();
  }

  private static void owner(List<AlertFact> facts, SpendOwner owner) {
    if (owner.isNobody()) {
      facts.add(figure("Team", owner.team() + ", as nobody is named for it"));
    } else {
      name(facts, "Team", owner.team());
    }
    name(facts, "Cost centre", owner.costCentre());
    name(facts, "Environment", owner.environment());
  }

  private static AlertFact figure(String label, String value) {
    return new AlertFact(label, value, false);
  }

  private static void name(List<AlertFact> facts, String label, String name) {
    var clean = Lines.clean(name);
    if (!clean.isEmpty()) {
      facts.add(new AlertFact(label, clean, true));
    }
  }
}
