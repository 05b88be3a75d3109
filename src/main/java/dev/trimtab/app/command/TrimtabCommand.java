package dev.trimtab.app.command;

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
    subcommands = {
      NightlyCommand.class,
      StepCommands.Collect.class,
      StepCommands.Optimize.class,
      StepCommands.Report.class,
      StepCommands.Send.class,
      ServeCommand.class,
      DemoCommand.class,
      ExplainCommand.class,
      PatchCommand.class,
      DoctorCommand.class,
      ConfigCommand.class,
      MigrateCommand.class,
      SqlCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:done with gaps: some source was down, the report says which",
      "2:bad usage or configuration",
      "3:failed"
    },
    footer = {"", "Example: trimtab demo"})
public final class TrimtabCommand implements Runnable {
  @Spec private CommandSpec spec;

  public TrimtabCommand(Session session) {
    this.spec = CommandSpec.create();
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Missing a command. Maybe try: trimtab demo");
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      var version = TrimtabCommand.class.getPackage().getImplementationVersion();
      return new String[] {"trimtab " + (version == null ? "(not packaged)" : version)};
    }
  }
}
