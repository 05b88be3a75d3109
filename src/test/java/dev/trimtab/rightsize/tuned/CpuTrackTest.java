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
  void after_a_gap_the_level_decides_by_what_only_it_remembers() {
    List<@Nullable WindowUse> past = new ArrayList<>();
    for (int i = 0; i < 34; i++) {
      // a large load that went, which only two weeks of memory forget
      past.add(day(i < 8 ? 10 : 0.05));
    }
    for (int i = 0; i < 20; i++) {
      past.add(null);
    }
    past.add(day(0.05));
    var span = new Span(past.size() + 1, 86_400);
    var track = new CpuTrack(new Outlook(Level.BALANCED, span), new Past(1, past));
    for (int w = 0; w < 34; w++) {
      track.size(w, 0.2);
    }
    assertThat(track.chosen().name()).isEqualTo("recent");
    for (int w = 34; w < span.count(); w++) {
      assertThat(track.size(w, 0.2).request()).as("window %d", w).isNotNaN();
    }
    assertThat(track.runnerUp()).isNotEqualTo(track.chosen());
  }
}
