package dev.trimtab.app.command;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The root of all commands.
@Command(
    name = "trimtab",
    mixinStandardHelpOptions = true,
    scope = CommandLine.ScopeType.INHERIT,
    versionProvider = TrimtabCommand.Version.class,
    description =
        "Collects what Kubernetes and LLMs cost, advises what to change, and mails finance a workbook.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:done with gaps: some source was down, the report says which",
      "2:bad usage or configuration",
      "3:failed"
    },
    footer = {"", "Example: trimtab demo"})
public final class TrimtabCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  private TrimtabCommand() {}

  /// The whole command line, every command in one session.
  public static CommandLine line(Session session) {
    var line = new CommandLine(new TrimtabCommand());
    List.of(
            new NightlyCommand(session),
            new StepCommands.Collect(session),
            new StepCommands.Optimize(session),
            new StepCommands.Report(session),
            new StepCommands.Send(session),
            new SentinelCommand(session),
            new ServeCommand(session),
            new DemoCommand(session),
            new BacktestCommand(session),
            new PlanCommand(session),
            new DetectCommand(session),
            new ExplainCommand(session),
            new PatchCommand(session),
            new DoctorCommand(session),
            new MigrateCommand(session),
            new SqlCommand(session))
        .forEach(line::addSubcommand);
    line.addSubcommand(
        new CommandLine(new ConfigCommand())
            .addSubcommand(new ConfigCommand.CheckCommand(session)));
    line.addSubcommand(
        new CommandLine(new AlertsCommand(session))
            .addSubcommand(new AlertsCommand.ListCommand(session))
            .addSubcommand(new AlertsCommand.AckCommand(session))
            .addSubcommand(new AlertsCommand.MuteCommand(session))
            .addSubcommand(new AlertsCommand.UnmuteCommand(session)));
    line.addSubcommand(
        new CommandLine(new PricesCommand())
            .addSubcommand(new PricesCommand.ImportCommand(session)));
    return line;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        Objects.requireNonNull(spec).commandLine(), "Missing a command. Maybe try: trimtab demo");
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      var version = TrimtabCommand.class.getPackage().getImplementationVersion();
      return new String[] {"trimtab " + (version == null ? "(not packaged)" : version)};
    }
  }
}
