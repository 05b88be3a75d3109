package dev.trimtab.app.command;

import dev.trimtab.app.Wiring;
import dev.trimtab.model.finding.Recommendation;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/// Prints recommendations as something to apply.
@Command(
    name = "patch",
    description = "Print open resizes as patches.",
    footer = {"", "Example: trimtab patch checkout/cart --format kustomize"})
final class PatchCommand implements Callable<Integer> {
  @Mixin private final Session session;

  /// Ways to apply a resize.
  enum PatchFormat {
    kubectl,
    kustomize,
    helm_values
  }

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

  private PatchFormat format() {
    for (var known : PatchFormat.values()) {
      if (known.name().replace('_', '-').equals(format)) {
        return known;
      }
    }
    throw new IllegalArgumentException(
        "\"%s\" is no format; wanted kubectl, kustomize or helm-values".formatted(format));
  }

  private static String patch(Recommendation r, PatchFormat how) {
    boolean comment = r.patch().startsWith("#");
    return switch (how) {
      case kustomize -> (comment ? "" : "# patches: in kustomization.yaml\n") + r.patch() + "---";
      case kubectl ->
          comment
              ? r.patch()
              : "kubectl --context '%s' apply --server-side --force-conflicts --field-manager=trimtab -f - <<'PATCH'\n%sPATCH\n"
                  .formatted(r.cluster().replace("'", "'\\''"), r.patch());
      case helm_values ->
          "# %s/%s container %s: check your chart for the key these stand under\nresources: %s\n"
              .formatted(
                  r.namespace(),
                  r.workload(),
                  r.container(),
                  JsonMapper.builder().build().readTree(r.proposed()));
    };
  }
}
