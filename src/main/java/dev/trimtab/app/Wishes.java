package dev.trimtab.app;

import dev.trimtab.app.config.Config.EnvironmentConfig;
import dev.trimtab.app.config.Config.RightsizingConfig;
import dev.trimtab.app.config.Config.RuleConfig;
import dev.trimtab.rightsize.wish.Environment;
import dev.trimtab.rightsize.wish.Risk;
import dev.trimtab.rightsize.wish.Treatments;
import dev.trimtab.rightsize.wish.Wish;
import dev.trimtab.units.Memory;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What the configuration wants for some workloads, in the words of right-sizing.
final class Wishes {
  private Wishes() {}

  static Treatments of(RightsizingConfig config) {
    return new Treatments(
        risk(config.risk()),
        config.environments().stream().map(Wishes::environment).toList(),
        config.rules().stream().map(Wishes::wish).toList());
  }

  private static Environment environment(EnvironmentConfig e) {
    return new Environment(e.cluster(), e.namespace(), risk(e.risk()));
  }

  private static Wish wish(RuleConfig r) {
    return new Wish(
        r.namespace(),
        r.label(),
        r.annotation(),
        given(r.cpuMillis()),
        given(Memory.mebi(r.memoryMebi()).bytes()),
        given(r.cpuFloorMillis()),
        given(Memory.mebi(r.memoryFloorMebi()).bytes()),
        r.neverDown(),
        r.exclude(),
        Risk.of(r.risk()),
        r.percentile() == 0 ? OptionalDouble.empty() : OptionalDouble.of(r.percentile()));
  }

  /// The validated word of a key that has a default.
  private static Risk risk(String word) {
    return Risk.of(word).orElseThrow();
  }

  private static OptionalLong given(long amount) {
    return amount == 0 ? OptionalLong.empty() : OptionalLong.of(amount);
  }
}
