package dev.trimtab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.app.command.Exit;
import dev.trimtab.fixtures.InProcess;
import dev.trimtab.fixtures.SmallWorld;
import dev.trimtab.fixtures.TestDatabase;
import dev.trimtab.store.Database;
import dev.trimtab.store.DatabaseSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// A night of the demo world, as the database tells of it: what requests save nominally is not what
/// nodes save, why is said, and the parts add up to the whole.
class NodePlansEndToEndTest {
  @TempDir private Path directory;
  private final DatabaseSettings.External settings = TestDatabase.fresh();

  @Test
  void parts_of_realizable_savings_add_up_to_what_nodes_cost_less_and_a_re_run_changes_nothing()
      throws IOException, SQLException {
    try (var world = SmallWorld.start(directory)) {
      var config =
          world.config(settings, root -> ((ObjectNode) root.get("usage")).put("backfill", "3d"));
      var run =
          InProcess.run(
              world.asOf(),
              "nightly",
              "--config",
              config.toString(),
              "--as-of",
              world.asOf().toString());
      assertThat(run.exitCode()).as(run.toString()).isEqualTo(Exit.DONE);
      assertThat(run.out()).contains("(nominal); on nodes, ");
      var before = recommendations();
      mark();
      optimize(world, config);
      assertThat(recommendations()).isEqualTo(before);
      assertThat(isMarked()).as("the plan was used again").isTrue();
      var other =
          world.config(
              settings,
              root -> {
                ((ObjectNode) root.get("usage")).put("backfill", "3d");
                root.withObject("/placement").put("timeLimit", "1s");
              });
      optimize(world, other);
      assertThat(isMarked()).as("with other settings, it was used again").isFalse();
    }
    try (var database = Database.open(settings)) {
      assertThat(database.nodePlans().latest()).hasSize(1);
      var plan = database.nodePlans().latest().getFirst();
      assertThat(plan.realizableMonthly()).isNotEqualTo(plan.nominalMonthly());
      assertThat(plan.asRequested().price().amount())
          .isLessThanOrEqualTo(plan.today().amount())
          .isGreaterThanOrEqualTo(plan.asRecommended().price().amount());
      var sums =
          one(
              database,
              """
              select sum(r.realizable_monthly_savings), max(p.all_monthly_savings),
                sum(r.realizable_monthly_savings) filter (where r.kind <> 'node-mix'),
                max(p.realizable_monthly_savings), count(*) filter (where r.kind = 'node-mix')
              from finops.recommendations r join finops.node_plans p using (cluster)
              """);
      assertThat(number(sums.get(0))).isEqualByComparingTo(number(sums.get(1)));
      assertThat(number(sums.get(2))).isEqualByComparingTo(number(sums.get(3)));
      assertThat(number(sums.get(2))).isPositive();
      assertThat(sums.get(4)).isEqualTo("1");
      assertThat(plan.migration()).isNotEmpty();
      assertThat(plan.constraints()).noneMatch(cost -> cost.words().contains("#"));
      var mix =
          one(
              database,
              "select reason, evidence ->> 'notes' from finops.recommendations where kind = 'node-mix'");
      gpus(database);
      assertThat(mix.getFirst()).contains("would do what", "proven: nothing cheaper than");
      assertThat(mix.getLast()).contains("nominally", "on nodes", "stay free");
      assertThat(
              one(
                      database,
                      """
                      select count(*) from finops.recommendations
                      where kind = 'resize' and evidence -> 'realizable' ->> 'monthly' is null
                      """)
                  .getFirst())
          .isEqualTo("0");
      assertThat(
              one(
                  database,
                  """
                  select count(*) > 0, count(realizable_monthly_savings),
                    bool_and(evidence -> 'realizable' ->> 'reason' like 'the plan runs % on spot; %node-mix%')
                  from finops.recommendations where kind = 'move-to-spot'
                  """))
          .containsExactly("t", "0", "t");
    }
  }

  /// What asks for a GPU gets one in both plans, and hears that it does not use it.
  private static void gpus(Database database) {
    assertThat(
            one(
                database,
                """
                select string_agg(distinct plan, ' ' order by plan), bool_and(instance_type like 'g%'),
                  sum((pods ->> 'scratch/Deployment/gpu-notebook-idle')::int * nodes)
                from finops.node_plan_nodes where pods ->> 'scratch/Deployment/gpu-notebook-idle' is not null
                """))
        .containsExactly("recommended requested", "t", "4");
    assertThat(
            one(
                    database,
                    """
                    select string_agg(evidence::text, ' ') from finops.recommendations
                    where workload = 'gpu-notebook-idle' and kind = 'resize'
                    """)
                .getFirst())
        .contains("It asks for a GPU on each of 2 replicas and was never more than");
  }

  private static void optimize(SmallWorld world, Path config) {
    var run =
        InProcess.run(
            world.asOf(),
            "optimize",
            "--config",
            config.toString(),
            "--as-of",
            world.asOf().toString());
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(Exit.DONE);
  }

  /// All of them, word by word.
  private List<List<String>> recommendations() {
    try (var database = Database.open(settings)) {
      return database.sql().query("select * from finops.recommendations order by id").rows();
    }
  }

  /// Leaves a mark on the stored plan that a new one would not have.
  private void mark() throws SQLException {
    try (var connection =
            DriverManager.getConnection(settings.jdbcUrl(), settings.user(), settings.password());
        var statement = connection.createStatement()) {
      statement.execute(
          "update trimtab.cluster_plan set plan = jsonb_set(plan, '{migration}', '[]')");
    }
  }

  private boolean isMarked() {
    try (var database = Database.open(settings)) {
      return database.nodePlans().latest().getFirst().migration().isEmpty();
    }
  }

  private static BigDecimal number(String text) {
    return new BigDecimal(text);
  }

  private static List<String> one(Database database, String sql) {
    return database.sql().query(sql).rows().getFirst();
  }
}
