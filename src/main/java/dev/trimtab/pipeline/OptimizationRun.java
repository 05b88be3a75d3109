package dev.trimtab.pipeline;

import static java.time.ZoneOffset.UTC;

import dev.trimtab.allocate.Teams;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.finding.Finding;
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
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Works out what to change, container by container and workload by workload.
public final class OptimizationRun {
  private final Database database;
  private final OptimizationSettings settings;

  /// How to size and place.
  public record OptimizationSettings(
      Currency currency,
      List<String> teamLabels,
      Duration lookback,
      RightsizeSettings rightsize,
      Treatments treatments,
      Weights weights,
      SpotPolicy spot) {
    public OptimizationSettings {
      teamLabels = List.copyOf(teamLabels);
    }
  }

  public OptimizationRun(Database database, OptimizationSettings settings) {
    this.database = database;
    this.settings = settings;
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
    spot(clusters, Map.copyOf(behaviours), teams, money, resizes, recommendations);
    int opened = database.recommendations().save(run.id(), run.asOf(), recommendations);
    return "%,d recommendations, %,d of them new".formatted(recommendations.size(), opened);
  }

  private void each(Run run, Consumer<ContainerHistory> consumer) {
    database.profiles().forEachHistory(run.asOf(), settings.lookback(), consumer);
  }

  private void spot(
      List<ClusterInventory> clusters,
      Map<WorkloadRef, Behaviour> behaviours,
      Teams teams,
      FindingMoney money,
      Map<WorkloadRef, Map<String, Resources>> resizes,
      PackedRecommendations recommendations) {
    var eligibility = new SpotEligibility(settings.spot());
    for (var cluster : clusters) {
      var facts = SpotFacts.of(cluster, behaviours);
      for (var workload : cluster.workloads()) {
        eligibility
            .advise(workload, facts)
            .ifPresent(finding -> {
              money.sizes(workload, resizes.getOrDefault(workload.ref(), Map.of()));
              recommendations.add(FindingRow.of(finding, teams.of(workload.ref()), money));
            });
      }
    }
  }
}
