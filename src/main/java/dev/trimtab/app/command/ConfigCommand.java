package dev.trimtab.app.command;

import dev.trimtab.app.owners.OwnerFile;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Looks at the configuration.
@Command(
    name = "config",
    description = "Look at the configuration.",
    footer = {"", "Example: trimtab config check --config trimtab.yaml"})
final class ConfigCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(),
        "Missing a command. Maybe try: trimtab config check");
  }

  /// Tells every error of a configuration at once.
  @Command(
      name = "check",
      description =
          "Tell every error of the configuration at once; nothing is tried on the network without --probe.",
      footer = {"", "Example: trimtab config check --config trimtab.yaml --probe"})
  static final class CheckCommand implements java.util.concurrent.Callable<Integer> {
    @Mixin private final Session session;

    @Option(names = "--probe", description = "also try every endpoint, as `trimtab doctor` does")
    private boolean probe;

    CheckCommand(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      var config = session.checkedConfig();
      OwnerFile.read(config.llm().ownerFiles());
      var file = session.configFile();
      session.say(
          "%s: good. %d clusters, %d AWS regions, %d LLM providers."
              .formatted(
                  file == null ? "defaults" : file,
                  config.clusters().size(),
                  config.aws().regions().size(),
                  config.llm().providers().size()));
      return probe ? Doctor.run(session, config) : Exit.DONE;
    }
  }
}
