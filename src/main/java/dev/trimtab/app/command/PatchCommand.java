package dev.trimtab.app.command;

import dev.trimtab.app.Wiring;
import dev.trimtab.model.finding.Recommendation;
import dev.trimtab.pipeline.StoredResize;
import dev.trimtab.rightsize.ResizePatch.Format;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Prints recommendations as something to apply.
@Command(
    name = "patch",
    description = "Print open resizes as patches.",
    footer = {"", "Example: trimtab patch checkout/cart --format kustomize"})
final class PatchCommand implements Callable<Integer> {
  @Mixin private final Session session;

  @Parameters(
      arity = "0..1",
      paramLabel = "TARGET",
      description = "namespace/workload or cluster/namespace/workload (default: all)")
  private @Nullable String target;

  @Option(
      names = "--format",
      description = "kubectl, kustomize or helm-values (default: ${DEFAULT-VALUE})",
      defaultValue = "kubectl")
  private String format = "kubectl";

  PatchCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var how = format();
    try (var wiring = Wiring.of(session.config(), session.clock())) {
      var open = wiring.database().recommendations().open();
      List<Recommendation> chosen = target == null ? open : Targets.find(open, target);
      for (var r : chosen) {
        if (r.kind().equals("resize")) {
          session.say(patch(r, how));
        }
      }
      return Exit.DONE;
    }
  }

  private Format format() {
    for (var known : Format.values()) {
      if (known.name().replace('_', '-').toLowerCase(Locale.ROOT).equals(format)) {
        return known;
      }
    }
    throw new IllegalArgumentException(
        "\"%s\" is no format; wanted kubectl, kustomize or helm-values".formatted(format));
  }

  /// Files for kustomize follow one another, as YAML documents do.
  private static String patch(Recommendation r, Format how) {
    var patch = StoredResize.patch(r, how).stripTrailing();
    return how == Format.KUSTOMIZE ? "# patches: in kustomization.yaml\n" + patch + "\n---" : patch;
  }
}
