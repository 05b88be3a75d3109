package dev.trimtab.app;

import dev.trimtab.app.command.Exit;
import dev.trimtab.app.command.Session;
import dev.trimtab.app.command.TrimtabCommand;
import dev.trimtab.app.config.ConfigInvalid;
import dev.trimtab.report.ReportNotWritten;
import dev.trimtab.store.AlreadyRunning;
import dev.trimtab.store.DatabaseUnavailable;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.TimeZone;
import org.slf4j.LoggerFactory;

/// Runs one Trimtab command.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    if (System.getProperty("logback.configurationFile") == null) {
      System.setProperty("logback.configurationFile", logging(args, Terminal.isInteractive()));
    }
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    System.exit(run(args, System.getenv(), InstantSource.system(), out));
  }

  /// How what happens is logged, always to standard error: for people on a terminal, else for
  /// machines. A demo is for people wherever its output goes.
  static String logging(String[] args, boolean interactive) {
    boolean demo = args.length > 0 && args[0].equals("demo");
    return interactive || demo ? "logback.xml" : "logback-json.xml";
  }

  /// Runs a command in a given world and returns its exit code.
  public static int run(
      String[] args, Map<String, String> environment, InstantSource clock, PrintWriter out) {
    var session = new Session(environment, clock, out);
    return TrimtabCommand.line(session)
        .setOut(out)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((e, line, parsed) -> explain(e))
        .execute(args);
  }

  /// The job boundary: what no stage could handle ends here, told in one line, with its trace in
  /// the log.
  private static int explain(Exception e) {
    if (e instanceof ConfigInvalid invalid) {
      invalid.errors().forEach(error -> System.err.println(error));
      return Exit.USAGE;
    }
    System.err.println("trimtab: " + e.getMessage());
    if (e instanceof IllegalArgumentException) {
      return Exit.USAGE; // what was asked for makes no sense, and the message says why
    }
    if (e instanceof AlreadyRunning
        || e instanceof DatabaseUnavailable
        || e instanceof ReportNotWritten) {
      return Exit.FAILED; // the message says it all
    }
    LoggerFactory.getLogger(Main.class).error("failed", e);
    return Exit.FAILED;
  }
}
