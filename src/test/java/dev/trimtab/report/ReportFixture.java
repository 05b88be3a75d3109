package dev.trimtab.report;

import dev.trimtab.model.Problem;
import dev.trimtab.model.cost.DailyCost.Kind;
import dev.trimtab.model.finding.Recommendation;
import dev.trimtab.model.llm.TokenKind;
import dev.trimtab.model.report.Bill;
import dev.trimtab.model.report.BilledDay;
import dev.trimtab.model.report.BilledService;
import dev.trimtab.model.report.CostRow;
import dev.trimtab.model.report.LlmRow;
import dev.trimtab.model.report.Reconciliation;
import dev.trimtab.model.report.ReportData;
import dev.trimtab.model.report.ReportedAlert;
import dev.trimtab.model.report.UnitCost;
import dev.trimtab.model.run.Gap;
import dev.trimtab.model.spend.SpendOwner;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// An invented company's month: six teams, three clusters, two LLM providers, 24 days.
public final class ReportFixture {
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);
  private static final List<String> TEAMS =
      List.of("content", "search", "checkout", "data-platform", "mobile", "core-infrastructure");
  private static final List<String> CLUSTERS = List.of("production", "staging", "development");

  private String title = "Kubernetes and LLM spend, November 2026";
  private int days = 24;
  private List<CostRow> costs = List.of();
  private List<LlmRow> llm = List.of();
  private List<Recommendation> recommendations = List.of();
  private List<Reconciliation> reconciliations = List.of();
  private Bill bill = Bill.NONE;
  private List<Gap> gaps = List.of();
  private List<Problem> problems = List.of();
  private List<UnitCost> unitCosts = List.of();
  private List<ReportedAlert> alerts = List.of();
  private BigDecimal offBy = BigDecimal.ZERO;

  public static ReportFixture empty() {
    return new ReportFixture();
  }

  public static ReportFixture realistic() {
    var fixture = new ReportFixture();
    fixture.llm = llmRows();
    fixture.costs = new ArrayList<>(infraRows(1));
    fixture.costs.addAll(llmCosts(fixture.llm));
    fixture.recommendations = advice();
    var llmTotal = Totals.of(llmCosts(fixture.llm));
    fixture.reconciliations =
        List.of(
            new Reconciliation(
                "openai: computed = cost report",
                llmTotal.multiply(new BigDecimal("0.6")),
                llmTotal.multiply(new BigDecimal("0.6")).add(new BigDecimal("0.004")),
                new BigDecimal("1.00"),
                "The provider rounds each line to a cent."),
            new Reconciliation(
                "aws: node cost = bill (EC2, effective)",
                new BigDecimal("18211.402113"),
                new BigDecimal("18209.77"),
                new BigDecimal("50"),
                "The bill settles up to 48 hours later."));
    fixture.bill = bill();
    fixture.problems =
        List.of(
            new Problem(
                "aws/eu-west-1",
                "x9g.16xlarge",
                "unknown-instance-type",
                "No on-demand price is known for x9g.16xlarge; 2 nodes are unpriced. Add it to the price overrides or wait for the next price list."),
            new Problem(
                "prometheus/production",
                "shop/cart-7d9f:app",
                "nan-sample",
                "3 samples were NaN and were left out."));
    return fixture;
  }

  public static ReportFixture wide(int namespaces) {
    var fixture = new ReportFixture();
    fixture.costs = infraRows(namespaces);
    return fixture;
  }

  public ReportFixture costs(List<CostRow> rows) {
    costs = rows;
    return this;
  }

  public ReportFixture llm(List<LlmRow> rows) {
    llm = rows;
    return this;
  }

  public ReportFixture recommendations(List<Recommendation> rows) {
    recommendations = rows;
    return this;
  }

  public ReportFixture reconciliations(List<Reconciliation> rows) {
    reconciliations = rows;
    return this;
  }

  public ReportFixture problems(List<Problem> rows) {
    problems = rows;
    return this;
  }

  public ReportFixture title(String text) {
    title = text;
    return this;
  }

  public ReportFixture withGap() {
    gaps =
        List.of(
            new Gap(
                "prometheus/staging",
                "no answer from https://prometheus.staging.example within 30 s; usage since then is missing",
                Instant.parse("2026-11-22T02:00:00Z")));
    return this;
  }

  public ReportFixture unitCosts(List<UnitCost> rows) {
    unitCosts = rows;
    return this;
  }

  public ReportFixture alerts(List<ReportedAlert> rows) {
    alerts = rows;
    return this;
  }

  /// Two that go on and two that are over, of four sizes.
  public ReportFixture withAlerts() {
    var since = Instant.parse("2026-11-19T22:00:00Z");
    var content = new SpendOwner("content", "CC-4100", "production");
    var nobody = new SpendOwner("unattributed", "", "");
    return alerts(
        List.of(
            new ReportedAlert("llm key/small", content, Money.usd("1.5"), since, null),
            new ReportedAlert("llm key/batch-7", content, Money.usd("388.499"), since, null),
            new ReportedAlert(
                "llm model/openai/gpt-5", nobody, Money.usd("40"), since, since.plusSeconds(7200)),
            new ReportedAlert(
                "compute namespace/production/shop",
                new SpendOwner("checkout", "", ""),
                Money.usd("12.25"),
                since.plusSeconds(86_400),
                since.plusSeconds(172_800))));
  }

  public ReportFixture databaseOffBy(String amount) {
    offBy = new BigDecimal(amount);
    return this;
  }

  public ReportData build() {
    var period =
        new TimeWindow(
            FIRST.atStartOfDay(ZoneOffset.UTC).toInstant(),
            FIRST.plusDays(days).atStartOfDay(ZoneOffset.UTC).toInstant());
    return new ReportData(
        "monthly-2026-11",
        title,
        period,
        Instant.parse("2026-11-25T02:15:00Z"),
        42,
        Money.USD,
        costs,
        Totals.of(costs).add(offBy),
        llm,
        recommendations,
        reconciliations,
        bill,
        gaps,
        problems,
        unitCosts,
        alerts);
  }

  public static CostRow cost(String team, String namespace, String amount) {
    return new CostRow(
        FIRST,
        "AWS",
        "Amazon EC2",
        "production",
        namespace,
        team,
        "cpu",
        "m5.xlarge",
        BigDecimal.ONE,
        "core-hours",
        new BigDecimal(amount),
        "on-demand",
        "",
        "");
  }

  public static LlmRow tokens(
      String team, String model, long tokens, @org.jspecify.annotations.Nullable String cost) {
    return new LlmRow(
        FIRST,
        "openai",
        "p",
        "k",
        "",
        model,
        team,
        "INPUT",
        "standard",
        tokens,
        cost == null ? null : new BigDecimal(cost),
        -1);
  }

  private static List<CostRow> infraRows(int namespaces) {
    var random = new Random(7);
    var rows = new ArrayList<CostRow>();
    for (var day = 0; day < 24; day++) {
      for (var cluster : CLUSTERS) {
        var size = cluster.equals("production") ? 6.0 : 1.2;
        var weekend = FIRST.plusDays(day).getDayOfWeek().getValue() > 5 ? 0.7 : 1;
        for (var team : TEAMS) {
          for (var namespace = 0; namespace < namespaces; namespace++) {
            for (var kind : Kind.values()) {
              if (kind != Kind.LLM && (kind != Kind.GPU || team.equals("content"))) {
                var amount = size * weekend * weight(kind) * (1 + TEAMS.indexOf(team) * 0.4);
                rows.add(
                    infra(
                        day,
                        cluster,
                        team,
                        namespace,
                        kind,
                        amount / namespaces * (0.85 + random.nextDouble() * 0.3)));
              }
            }
          }
        }
      }
    }
    return rows;
  }

  private static double weight(Kind kind) {
    return switch (kind) {
      case CPU -> 6.1;
      case MEMORY -> 3.7;
      case GPU -> 9.3;
      case IDLE -> 2.9;
      case SHARED -> 1.3;
      case LLM -> 0;
    };
  }

  private static CostRow infra(
      int day, String cluster, String team, int namespace, Kind kind, double amount) {
    return new CostRow(
        FIRST.plusDays(day),
        "AWS",
        "Amazon Elastic Compute Cloud",
        cluster,
        team + (namespace == 0 ? "" : "-" + namespace),
        team,
        CentCosts.word(kind),
        kind == Kind.GPU ? "g5.2xlarge" : "m6i.2xlarge",
        BigDecimal.valueOf(amount * 21.7).setScale(3, java.math.RoundingMode.HALF_UP),
        kind == Kind.MEMORY ? "GiB-hours" : "core-hours",
        BigDecimal.valueOf(amount).setScale(9, java.math.RoundingMode.HALF_UP),
        cluster.equals("development") ? "spot" : "on-demand",
        "",
        "");
  }

  private static List<LlmRow> llmRows() {
    var random = new Random(11);
    var rows = new ArrayList<LlmRow>();
    var models =
        List.of(
            "openai/gpt-5.1",
            "openai/gpt-5-mini",
            "anthropic/claude-sonnet-4-5",
            "anthropic/claude-haiku-4-5");
    for (var day = 0; day < 24; day++) {
      // the night of the 19th: retries that grow
      var factor = day == 18 ? 6 : 1;
      for (var model : models) {
        for (var kind :
            List.of(
                TokenKind.INPUT,
                TokenKind.CACHED_INPUT,
                TokenKind.CACHE_WRITE_5M,
                TokenKind.OUTPUT)) {
          var tokens =
              (long)
                  (factor
                      * 1_000_000
                      * (1 + random.nextDouble())
                      * (kind == TokenKind.INPUT ? 9 : 2));
          var provider = model.substring(0, model.indexOf('/'));
          rows.add(
              new LlmRow(
                  FIRST.plusDays(day),
                  provider,
                  provider.equals("openai") ? "content-generation" : "assistants",
                  "key-1",
                  provider.equals("openai") ? "batch-captions" : "",
                  model.substring(model.indexOf('/') + 1),
                  model.endsWith("mini")
                      ? "unattributed"
                      : model.startsWith("openai") ? "content" : "search",
                  kind.name(),
                  "standard",
                  tokens,
                  BigDecimal.valueOf(tokens).multiply(new BigDecimal("0.00000215")),
                  -1));
        }
      }
      rows.add(
          new LlmRow(
              FIRST.plusDays(day),
              "openai",
              "experiments",
              "key-9",
              "",
              "gpt-6-preview",
              "mobile",
              "INPUT",
              "standard",
              120_000L,
              null,
              -1));
    }
    return rows;
  }

  private static List<CostRow> llmCosts(List<LlmRow> rows) {
    return rows.stream()
        .filter(row -> row.cost() != null)
        .map(row ->
            new CostRow(
                row.day(),
                row.provider(),
                "LLM API",
                "",
                "",
                row.team(),
                "llm",
                row.model() + "/" + row.tokenKind(),
                BigDecimal.valueOf(row.tokens()),
                "Tokens",
                row.cost(),
                "list",
                "",
                ""))
        .toList();
  }

  private static List<Recommendation> advice() {
    var rows = new ArrayList<Recommendation>();
    for (var i = 0; i < 34; i++) {
      var team = TEAMS.get(i % TEAMS.size());
      var savings = i == 33 ? null : Money.usd(String.valueOf(412.337 - i * 13.731));
      rows.add(
          new Recommendation(
              CLUSTERS.get(i % 3),
              team,
              i % 5 == 0 ? "StatefulSet" : "Deployment",
              team + "-service-" + i,
              "app",
              team,
              "resize",
              "{\"requests\":{\"cpu\":\"" + (2000 - i * 10) + "m\",\"memory\":\"4096Mi\"}}",
              "{\"requests\":{\"cpu\":\"" + (640 + i * 10) + "m\",\"memory\":\"1536Mi\"}}",
              savings,
              "on-demand",
              "Uses 0.41 cores at the 95th percentile of 14 days and peaked at 1.2 GiB; the request is "
                  + (i + 3)
                  + " times that. The limit stays as it is, as it was reached twice.",
              "{}",
              "spec: {}"));
    }
    rows.add(
        new Recommendation(
            "production",
            "search",
            "Deployment",
            "query-router",
            "",
            "search",
            "move-to-spot",
            "{\"capacityType\":\"on-demand\",\"replicas\":12}",
            "{\"capacityType\":\"spot\",\"replicas\":9,\"onDemandReplicas\":3}",
            Money.usd("877.119"),
            "spot",
            "Stateless, 12 replicas behind a PodDisruptionBudget, stops within 30 s.",
            "{}",
            "spec: {}"));
    for (var i = 0; i < 25; i++) {
      rows.add(
          new Recommendation(
              "production",
              "mobile",
              "Deployment",
              "kept-" + i,
              "app",
              "mobile",
              "keep",
              "{}",
              "{}",
              Money.usd("0"),
              "on-demand",
              "What it asks for is right.",
              "{}",
              ""));
    }
    return rows;
  }

  private static Bill bill() {
    var days =
        FIRST
            .datesUntil(FIRST.plusDays(24))
            .map(day ->
                new BilledDay(
                    day,
                    "AWS",
                    "Compute",
                    "production",
                    new BigDecimal("758.739"),
                    new BigDecimal("758.739"),
                    new BigDecimal("758.808")))
            .toList();
    return new Bill(
        days,
        List.of(
            new BilledService(
                "AWS",
                "Compute",
                "Amazon Elastic Compute Cloud",
                new BigDecimal("18901.11"),
                new BigDecimal("18901.11"),
                new BigDecimal("18209.736")),
            new BilledService(
                "AWS",
                "Storage",
                "Amazon Elastic Block Store",
                new BigDecimal("911.2"),
                new BigDecimal("911.2"),
                BigDecimal.ZERO)));
  }

  private static final class Totals {
    static BigDecimal of(List<CostRow> rows) {
      return rows.stream().map(CostRow::effectiveCost).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
  }
}
