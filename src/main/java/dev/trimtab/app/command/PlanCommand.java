package dev.trimtab.app.command;

import dev.trimtab.collect.files.OfferingsCsv;
import dev.trimtab.collect.files.PodsCsv;
import dev.trimtab.model.Collected;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.place.board.FirstFit;
import dev.trimtab.place.board.PlanCheck;
import dev.trimtab.place.board.Rules;
import dev.trimtab.place.pack.Planner;
import dev.trimtab.place.pack.SafeSearch;
import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.NodePlan;
import dev.trimtab.place.plan.Overhead;
import dev.trimtab.place.plan.PlanProblem;
import dev.trimtab.place.plan.PlanSettings;
import dev.trimtab.place.plan.PlanSettings.Risk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Plans nodes for pods from two files.
@Command(
    name = "plan",
    description =
        "Plan the cheapest nodes for pods (pods.csv, offerings.csv), with a proven bound on what any plan costs. No database, no network.",
    footer = {
      "",
      "Example: trimtab plan --pods pods.csv --offerings offerings.csv --out plan.json --time-limit 60s --compare"
    })
final class PlanCommand implements Callable<Integer> {
  /// What a plan takes from its end to the end of the process: checked, written, told.
  private static final Duration TO_FINISH = Duration.ofMillis(300);

  private static final Duration TO_FINISH_THOUSAND_PODS = Duration.ofMillis(12);

  @Mixin private final Session session;
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--pods",
      required = true,
      paramLabel = "FILE",
      description = "the workloads and what they ask for, as docs/formats.md describes pods.csv")
  private @Nullable Path pods;

  @Option(
      names = "--offerings",
      required = true,
      paramLabel = "FILE",
      description = "the nodes that can be had, as docs/formats.md describes offerings.csv")
  private @Nullable Path offerings;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "where the plan goes, JSON, .gz by its ending")
  private @Nullable Path out;

  @Option(
      names = "--overhead",
      defaultValue = "eks",
      paramLabel = "RULES",
      description = "what kubelet and system keep: eks or none (default: ${DEFAULT-VALUE})")
  private Overhead overhead = Overhead.EKS;

  @Option(
      names = "--risk",
      defaultValue = "neutral",
      paramLabel = "RISK",
      description =
          "neutral counts what interruptions are expected to cost, price-only does not (default: ${DEFAULT-VALUE})",
      converter = RiskName.class)
  private Risk risk = Risk.NEUTRAL;

  @Option(
      names = "--time-limit",
      defaultValue = "60s",
      paramLabel = "LENGTH",
      converter = TimeLimit.class,
      description =
          "most time for the whole command, such as 10s; 0 for the greedy plan (default: ${DEFAULT-VALUE})")
  private Duration timeLimit = Duration.ofMinutes(1);

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "NUMBER",
      description = "the same gives the same plan (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  @Option(
      names = "--compare",
      description =
          "show first fit, and first fit under the best limit on a node's size, beside it")
  private boolean compare;

  @Option(
      names = "--max-bad-rows",
      paramLabel = "SHARE",
      defaultValue = "0.01",
      description = "the largest share of unusable rows (default: ${DEFAULT-VALUE})")
  private double mostBadRows = 0.01;

  PlanCommand(Session session) {
    this.session = session;
  }

  static final class RiskName implements CommandLine.ITypeConverter<Risk> {
    @Override
    public Risk convert(String text) {
      for (var risk : Risk.values()) {
        if (risk.label().equalsIgnoreCase(text)) {
          return risk;
        }
      }
      throw new CommandLine.TypeConversionException(
          "'" + text + "' is no risk; wanted neutral or price-only");
    }
  }

  @Override
  public Integer call() throws IOException {
    var problem = problem();
    long start = System.nanoTime();
    var search = new SafeSearch((pods, within) -> new Planner(within, System::nanoTime).plan(pods));
    var plan = search.plan(problem, new PlanSettings(risk, timeLeft(problem), seed));
    double seconds = (System.nanoTime() - start) / 1e9;
    var violations = PlanCheck.violations(problem, plan);
    if (!violations.isEmpty()) {
      throw new IllegalStateException(
          "the plan breaks %d rules, and is not written. First: %s"
              .formatted(violations.size(), violations.getFirst()));
    }
    PlanJson.write(Objects.requireNonNull(out), plan, risk, seconds);
    tell(problem, plan);
    told(new Collected<>(plan, search.problem("plan").stream().toList()));
    return search.isWithoutSolver() ? Exit.GAPS : Exit.DONE;
  }

  /// The limit is on the whole process, from its very start.
  private Duration timeLeft(PlanProblem problem) {
    if (timeLimit.isZero()) {
      return Duration.ZERO;
    }
    long count = problem.demands().stream().mapToLong(Demand::replicas).sum();
    var now = session.clock().instant();
    var gone = Duration.between(ProcessHandle.current().info().startInstant().orElse(now), now);
    var left =
        timeLimit
            .minus(gone.isNegative() ? Duration.ZERO : gone)
            .minus(TO_FINISH)
            .minus(TO_FINISH_THOUSAND_PODS.multipliedBy(count / 1000));
    return left.isNegative() ? Duration.ZERO : left;
  }

  private PlanProblem problem() throws IOException {
    var folder = Objects.requireNonNull(out).toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw usage("--out: there is no folder " + folder);
    }
    try {
      var workloads = told(new PodsCsv(mostBadRows).read(Objects.requireNonNull(pods)));
      var nodes = told(new OfferingsCsv(mostBadRows).read(Objects.requireNonNull(offerings)));
      PlanInputs.strange(nodes)
          .ifPresent(strange -> {
            throw new IllegalArgumentException(offerings + ": " + strange);
          });
      return PlanInputs.problem(workloads, nodes, overhead);
    } catch (SourceUnavailable e) {
      throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
    }
  }

  private <T> T told(Collected<T> collected) {
    var err = Objects.requireNonNull(spec).commandLine().getErr();
    collected
        .problems()
        .forEach(problem ->
            err.printf("%s: %s: %s%n", problem.subject(), problem.reason(), problem.message()));
    err.flush();
    return collected.value();
  }

  private CommandLine.ParameterException usage(String message) {
    return new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }

  private void tell(PlanProblem problem, NodePlan plan) {
    if (session.output() != Table.Format.table) {
      session.print(PlanTable.nodes(plan));
      return;
    }
    session.say(PlanTable.summary(plan));
    session.print(PlanTable.nodes(plan));
    if (!plan.unplaced().isEmpty()) {
      session.say("");
      session.print(PlanTable.unplaced(plan));
    }
    if (compare) {
      session.say("");
      session.print(compared(problem, plan));
    }
  }

  private static Table compared(PlanProblem problem, NodePlan plan) {
    var rules = Rules.of(problem);
    var rows = new ArrayList<List<String>>();
    rows.add(row("this plan", plan, plan));
    rows.add(row("first fit", FirstFit.plan(rules, Double.POSITIVE_INFINITY), plan));
    rows.add(row("first fit, best limit on node size", FirstFit.tuned(rules), plan));
    return new Table(
        List.of("plan", "price an hour", "dearer by", "nodes", "without a place"), rows);
  }

  private static List<String> row(String name, NodePlan plan, NodePlan ours) {
    double price = plan.price().doubleValue();
    double base = ours.price().doubleValue();
    return List.of(
        name,
        "%,.4f".formatted(price),
        base > 0 ? "%.1f%%".formatted(100 * (price / base - 1)) : "-",
        "%,d".formatted(plan.nodeCount()),
        "%,d".formatted(plan.unplaced().stream().mapToInt(NodePlan.Unplaced::replicas).sum()));
  }
}
