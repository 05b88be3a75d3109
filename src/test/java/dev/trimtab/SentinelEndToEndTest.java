package dev.trimtab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.app.command.Exit;
import dev.trimtab.fixtures.InProcess;
import dev.trimtab.fixtures.SmallWorld;
import dev.trimtab.fixtures.TestDatabase;
import dev.trimtab.store.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo world's runaway, from the providers' APIs to somebody's phone.
class SentinelEndToEndTest {
  @TempDir private Path directory;
  private final DatabaseSettings.External settings = TestDatabase.fresh();

  private static InProcess run(SmallWorld world, Path config, String... command) {
    var arguments =
        Stream.concat(
                Stream.of(command),
                Stream.of("--config", config.toString(), "--as-of", world.asOf().toString()))
            .toArray(String[]::new);
    return InProcess.run(world.asOf(), arguments);
  }

  @Test
  void the_demos_incident_is_caught_mailed_once_listed_and_acknowledged() throws IOException {
    try (var world = SmallWorld.start(directory)) {
      var config = world.config(settings);
      var caught = run(world, config, "sentinel");
      assertThat(caught.exitCode()).as(caught.toString()).isEqualTo(Exit.DONE);
      assertThat(caught.out()).contains("key_caption_backfill");
      var alerts = caught.out().lines().filter(line -> line.startsWith("ALERT")).toList();
      assertThat(alerts).as(caught.out()).hasSize(1);
      assertThat(alerts.getFirst()).contains(", of team media: USD");
      var mails = world.takeMails();
      assertThat(mails).hasSize(1);
      var mail = Files.readString(mails.getFirst());
      assertThat(mail).contains("oncall@larkspur.example");
      var again = run(world, config, "sentinel", "--no-collect");
      assertThat(again.out()).contains(", 0 are new, 0 notices went out");
      assertThat(world.takeMails()).isEmpty();
      var listed = run(world, config, "alerts", "list", "--output", "csv");
      assertThat(listed.out()).contains("llm key/key_caption_backfill").contains("USD");
      assertThat(listed.out()).contains(",series,team,cost_centre,environment,");
      assertThat(run(world, config, "alerts").out()).containsPattern("(?i)series +team +rule");
      var id = List.of(alerts.getFirst().split(" +", 3)).get(1);
      assertThat(run(world, config, "alerts", "ack", id).out())
          .contains("Alert " + id + " is acknowledged");
      assertThat(run(world, config, "alerts").out()).contains("acknowledged");
      assertThat(run(world, config, "alerts", "ack", "9999").exitCode()).isEqualTo(Exit.USAGE);
      assertThat(run(world, config, "alerts", "mute", "llm key/*").out()).contains("is mute until");
      assertThat(run(world, config, "alerts", "unmute", "llm key/*").out()).contains("told again");
    }
  }
}
