package dev.trimtab.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.app.command.Exit;
import dev.trimtab.app.command.Session;
import dev.trimtab.app.command.TrimtabCommand;
import dev.trimtab.fixtures.InProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
  private static final Instant NOW = Instant.parse("2026-11-10T06:00:00Z");

  @TempDir private Path directory;

  static Stream<List<String>> commands() {
    var session =
        new Session(Map.of(), InstantSource.fixed(NOW), new PrintWriter(new StringWriter()));
    var found = new ArrayList<List<String>>();
    add(TrimtabCommand.line(session), List.of(), found);
    return found.stream();
  }

  private static void add(CommandLine line, List<String> path, List<List<String>> found) {
    found.add(path);
    line.getSubcommands()
        .forEach(
            (name, sub) -> add(sub, Stream.concat(path.stream(), Stream.of(name)).toList(), found));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void help_of_every_command_shows_an_example_of_it(List<String> command) {
    var help = run(Stream.concat(command.stream(), Stream.of("--help")).toList());
    assertThat(help.exitCode()).isEqualTo(Exit.DONE);
    assertThat(help.out())
        .contains("Exit codes:")
        .contains("Example: trimtab " + String.join(" ", command));
  }

  @Test
  void there_are_the_commands_of_the_design() {
    assertThat(commands().map(path -> String.join(" ", path)))
        .contains(
            "nightly",
            "collect",
            "optimize",
            "report",
            "send",
            "serve",
            "demo",
            "explain",
            "patch",
            "doctor",
            "config check",
            "migrate",
            "sql");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nightley", "", "config", "nightly --as-of=yesterday", "sql a b"})
  void what_is_no_command_is_bad_usage_and_says_a_way_out(String line) {
    var run = run(line.isEmpty() ? List.of() : List.of(line.split(" ", -1)));
    assertThat(run.exitCode()).isEqualTo(Exit.USAGE);
    assertThat(run.err() + run.out()).containsIgnoringCase("trimtab");
  }

  @Test
  void mistyped_command_is_guessed() {
    assertThat(run(List.of("nightley")).err()).contains("nightly");
  }

  @Test
  void bad_configuration_is_bad_usage_and_every_error_is_told() throws IOException {
    var file = directory.resolve("my.yaml");
    Files.writeString(
        file,
        """
        currency: usd
        rightsizing: {weights: {change: 95000}}
        mial: {host: mail.example}
        """);
    var run = run(List.of("nightly", "--config", file.toString()));
    assertThat(run.exitCode()).isEqualTo(Exit.USAGE);
    assertThat(run.err())
        .contains("my.yaml:1", "usd")
        .contains("my.yaml:2", "Maybe you meant 2, which is twice as dear?")
        .contains("my.yaml:3", "Maybe you meant mail?");
  }

  @Test
  void configuration_that_is_not_there_is_bad_usage() {
    var run = run(List.of("nightly", "--config", directory.resolve("none.yaml").toString()));
    assertThat(run.exitCode()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains("none.yaml");
  }

  @Test
  void database_that_is_not_there_is_a_failure_and_names_the_settings_to_check()
      throws IOException {
    var file = directory.resolve("my.yaml");
    Files.writeString(file, "database: {url: 'jdbc:postgresql://127.0.0.1:1/none'}\n");
    var run = run(List.of("nightly", "--config", file.toString()));
    assertThat(run.exitCode()).isEqualTo(Exit.FAILED);
    assertThat(run.err()).contains("127.0.0.1:1", "Maybe check database.url");
  }

  @Test
  void a_demo_logs_for_people_wherever_it_runs_and_no_log_goes_where_results_go()
      throws IOException {
    assertThat(Main.logging(new String[] {"demo", "--seed", "2"}, false)).isEqualTo("logback.xml");
    assertThat(Main.logging(new String[] {"nightly"}, true)).isEqualTo("logback.xml");
    assertThat(Main.logging(new String[] {"nightly"}, false)).isEqualTo("logback-json.xml");
    assertThat(Main.logging(new String[0], false)).isEqualTo("logback-json.xml");
    for (var name : List.of("logback.xml", "logback-json.xml")) {
      assertThat(Files.readString(Path.of("src/main/resources", name)))
          .contains("<target>System.err</target>")
          .doesNotContain("System.out");
    }
  }

  private static InProcess run(List<String> arguments) {
    return InProcess.run(NOW, arguments.toArray(String[]::new));
  }
}
