package dev.trimtab.rightsize.tuned;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.model.usage.Histogram;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CpuTrackTest {
  private static WindowUse day(double cores) {
    var cpu = new Histogram();
    for (int i = 0; i < 288; i++) {
      cpu.add(cores);
    }
    return new WindowUse(cpu, 24, Double.NaN, Double.NaN, false);
  }

  private static CpuTrack followed(int days, java.util.function.IntToDoubleFunction cores) {
    List<@Nullable WindowUse> past = new ArrayList<>();
    for (int i = 0; i < days; i++) {
      past.add(day(cores.applyAsDouble(i)));
    }
    var span = new Span(days + 1, 86_400);
    var track = new CpuTrack(new Outlook(Level.LEAN, span), new Past(1, past));
    for (int w = 0; w <= days; w++) {
      track.size(w, 0.2);
    }
    return track;
  }

  @Test
  void a_container_that_is_alike_every_day_stays_with_the_blend() {
    assertThat(followed(60, _ -> 0.5).chosen().name()).isEqualTo("blend");
  }

  @Test
  void the_runner_up_is_another_than_the_chosen() {
    var track = followed(60, day -> day % 7 == 0 ? 2 : 0.2);
    assertThat(track.runnerUp()).isNotEqualTo(track.chosen());
  }
}
