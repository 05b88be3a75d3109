package dev.trimtab.app.command;

import dev.trimtab.app.config.Config;
import dev.trimtab.app.config.ConfigLoader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that every command has, and the world that it runs in.
public final class Session {
  /// A table for people, or what a program reads. Its default is the field's own: of a command
  /// below another, one that is stated here would be put back once the lower one had been read.
  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description = "table, json or csv (default: ${DEFAULT-VALUE})")
  private Table.Format output = Table.Format.table;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description =
          "configuration file (default: $TRIMTAB_CONFIG, else trimtab.yaml here, else the defaults)")
  private @Nullable Path config;

  @Option(
      names = "--as-of",
      paramLabel = "INSTANT",
      converter = Moment.class,
      description = "look back from this instant instead of now, such as 2026-11-23T06:00:00Z")
  private @Nullable Instant asOf;

  private final Map<String, String> environment;
  private final InstantSource clock;
  private final PrintWriter out;

  public Session(Map<String, String> environment, InstantSource clock, PrintWriter out) {
    this.environment = Map.copyOf(environment);
    this.clock = clock;
    this.out = out;
  }

  /// The configuration to run with.
  ///
  /// @throws dev.trimtab.app.config.ConfigInvalid with every error found
  Config config() {
    var loader = new ConfigLoader(environment);
    var file = configFile();
    return file == null ? loader.defaults() : loader.load(file);
  }

  /// The same, of files that are all there.
  ///
  /// @throws dev.trimtab.app.config.ConfigInvalid with every error found
  Config checkedConfig() {
    var file = configFile();
    return file == null ? config() : new ConfigLoader(environment).check(file);
  }

  /// The file it comes from, null for the defaults.
  @Nullable Path configFile() {
    if (config != null) {
      return config;
    }
    var named = environment.get("TRIMTAB_CONFIG");
    if (named != null && !named.isEmpty()) {
      return Path.of(named);
    }
    var here = Path.of("trimtab.yaml");
    return java.nio.file.Files.exists(here) ? here : null;
  }

  Instant asOf() {
    return asOf == null ? clock.instant() : asOf;
  }

  InstantSource clock() {
    return clock;
  }

  Map<String, String> environment() {
    return environment;
  }

  PrintWriter out() {
    return out;
  }

  Table.Format output() {
    return output;
  }

  void print(Table table) {
    table.print(output, out);
  }

  void say(String line) {
    out.println(line);
    out.flush();
  }
}
