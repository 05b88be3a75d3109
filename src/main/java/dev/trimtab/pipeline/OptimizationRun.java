package dev.trimtab.pipeline;

import static java.time.ZoneOffset.UTC;

import dev.trimtab.allocate.Teams;
import dev.trimtab.llm.Attribution;
import dev.trimtab.llm.LlmLedger;
import dev.trimtab.llm.PriceBook;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.model.llm.LlmPrices;
import dev.trimtab.model.run.Run;
import dev.trimtab.model.usage.ContainerHistory;
import dev.trimtab.place.SpotEligibility;
import dev.trimtab.place.SpotPolicy;
import dev.trimtab.place.spot.Behaviour;
import dev.trimtab.place.spot.SpotFacts;
import dev.trimtab.rightsize.RightsizeSettings;
import dev.trimtab.rightsize.tuned.Weights;
import dev.trimtab.rightsize.wish.Treatments;
import dev.trimtab.store.Database;
import dev.trimtab.store.PackedRecommendations;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Works out what to change, container by container and workload by workload.
public final class OptimizationRun {
  private final Database database;
  private final OptimizationSettings settings;
  private final LongSupplier nanoTime;

  /// How to size and place.
  public record OptimizationSettings(
      Currency currency,
      List<String> teamLabels,
      Duration lookback,
      RightsizeSettings rightsize,
      Treatments treatments,
      Weights weights,
      SpotPolicy spot,
      NodePlanRun.NodePlanSettings nodes,
      LlmLedger llm) {
    public OptimizationSettings {
      teamLabels = List.copyOf(teamLabels);
    }

    /// Settings without LLM prices, which advise nothing of LLM usage.
    public OptimizationSettings(
        Currency currency,
        List<String> teamLabels,
        Duration lookback,
        RightsizeSettings rightsize,
        Treatments treatments,
        Weights weights,
        SpotPolicy spot,
        NodePlanRun.NodePlanSettings nodes) {
      this(
          currency,
          teamLabels,
          lookback,
          rightsize,
          treatments,
          weights,
          spot,
          nodes,
          new LlmLedger(new PriceBook(List.<LlmPrices>of()), new Attribution(List.of())));
    }
  }

  public OptimizationRun(Database database, OptimizationSettings settings) {
    this(database, settings, System::nanoTime);
  }

  /// One with a clock of its own.
  ///
  /// @param nanoTime what time limits are held against
  public OptimizationRun(Database database, OptimizationSettings settings, LongSupplier nanoTime) {
    this.database = database;
    this.settings = settings;
    this.nanoTime = nanoTime;
  }

  /// Compacts what is new, advises, and stores what was advised.
  ///
  /// @return a line for a person
  public String optimize(Run run) {
    database.profiles().compact();
    var clusters = database.inventories().present();
    var money = new FindingMoney(database, clusters, run.asOf(), settings.currency());
    var teams = new Teams(settings.teamLabels(), clusters);
    var recommendations = new PackedRecommendations();
    var resizes = new HashMap<WorkloadRef, Map<String, Resources>>();
    var advised = new Advised();
    var sizing =
        new WorkloadSizing(
            settings,
            clusters,
            database.inventories().placements(),
            LocalDate.ofInstant(run.asOf(), UTC));
    // three times over all histories, so that none has to be kept: what they have in common, what
    // came of earlier decisions, and today's
    each(run, sizing::see);
    each(run, sizing::judge);
    Consumer<Finding> found =
        finding -> {
          if (finding instanceof Finding.Resize resize) {
            // only what spot needs: a finding's evidence is much larger
            resizes
                .computeIfAbsent(resize.workload(), _ -> new HashMap<>())
                .put(resize.container().container(), resize.proposed());
          }
          advised.take(finding, money.savings(finding));
          recommendations.add(FindingRow.of(finding, teams.of(finding.workload()), money));
        };
    var behaviours = new HashMap<WorkloadRef, Behaviour>();
    each(
        run,
        history -> {
          behaviours.merge(history.ref().workload(), Behaviour.of(history), Behaviour::and);
          sizing.take(history).forEach(found);
        });
    sizing.finish().forEach(found);
    spot(clusters, Map.copyOf(behaviours), teams, money, resizes, recommendations)
        .forEach(finding -> advised.take(finding, Optional.empty()));
    var night =
        new NodePlanRun(database, settings.nodes(), settings.currency(), nanoTime)
            .plan(run, clusters, advised);
    night
        .mixes()
        .forEach(mix -> recommendations.add(FindingRow.of(mix, teams.of(mix.workload()), money)));
    LlmAdviceRun.advise(database, settings.llm(), run.asOf())
        .forEach(
            finding -> recommendations.add(FindingRow.of(finding, finding.owner().team(), money)));
    int opened =
        database.recommendations().save(run.id(), run.asOf(), recommendations, night.realizable());
    database.nodePlans().save(run.id(), run.asOf(), night.plans());
    database.runs().problems(run.id(), night.problems());
    return "%,d recommendations, %,d of them new; %s"
        .formatted(
            recommendations.size(),
            opened,
            night.plans().size() == 1
                ? "1 node plan"
                : "%,d node plans".formatted(night.plans().size()));
  }

  private void each(Run run, Consumer<ContainerHistory> consumer) {
    database.profiles().forEachHistory(run.asOf(), settings.lookback(), consumer);
  }

  private List<Finding> spot(
      List<ClusterInventory> clusters,
      Map<WorkloadRef, Behaviour> behaviours,
      Teams teams,
      FindingMoney money,
      Map<WorkloadRef, Map<String, Resources>> resizes,
      PackedRecommendations recommendations) {
    var eligibility = new SpotEligibility(settings.spot());
    var grades = new ArrayList<Finding>();
    for (var cluster : clusters) {
      var facts = SpotFacts.of(cluster, behaviours);
      for (var workload : cluster.workloads()) {
        eligibility
            .advise(workload, facts)
            .ifPresent(finding -> {
              grades.add(finding);
              money.sizes(workload, resizes.getOrDefault(workload.ref(), Map.of()));
              recommendations.add(FindingRow.of(finding, teams.of(workload.ref()), money));
            });
      }
    }
    return grades;
  }
}
