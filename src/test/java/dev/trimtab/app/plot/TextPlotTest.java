package dev.trimtab.app.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.usage.HourlyPeaks;
import dev.trimtab.units.Cpu;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextPlotTest {
  private static final Screen PLAIN = new Screen(80, true, false);
  private static final Screen ASCII = new Screen(80, false, false);

  private static Chart cpu() {
    return Chart.of(Seasons.history(), Seasons.PROPOSED, Facts.NOW).getFirst();
  }

  private static Chart memory() {
    return Chart.of(Seasons.history(), Seasons.PROPOSED, Facts.NOW).getLast();
  }

  /// The day of the 18th has no hours: its peak of 0.45 cores stands for them. On the 16th a batch
  /// ran at night.
  @Test
  void shows_cores_used_by_the_hour_beside_requests() {
    assertThat(String.join("\n", TextPlot.lines(cpu(), PLAIN)))
        .isEqualTo(
            """
            CPU, cores, peak of each hour, 9 Nov to 23 Nov UTC
              1 ┤                                     ▂
                │                                     █
                │                                     █
                │┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
            0.5 ┤━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━▅▅▅▅▅▅━━━━━━━━━━━━━━━━━━━━━━
                │███   ███  ███  ███   ███  ███  ███  ████  ███ ██████ ███  ███  ███   ███
                │███   ███  ███  ███   ███  ███  ███  ████  ███ ██████ ███  ███  ███   ███
                │███▃▃▃███▃▃███▃▃███▃▃▃███▃▃███▃▃███▃▃████▃▃███▃██████▃███▃▃███▃▃███▃▃▃███▃▃
              0 └────┬─────────┬──────────┬──────────┬─────────┬──────────┬──────────┬──────
                     10 Nov    12 Nov     14 Nov     16 Nov    18 Nov     20 Nov     22 Nov
                 █ used   ┄┄ request today 500m   ━━ request proposed 420m\
            """);
  }

  /// Of memory the 18th knows but the day's average.
  @Test
  void shows_memory_used_beside_requests_and_limits_in_plain_ascii() {
    assertThat(String.join("\n", TextPlot.lines(memory(), ASCII)))
        .isEqualTo(
            """
            Memory, MiB, peak of each hour, 9 Nov to 23 Nov UTC
            1,024 +~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
                  |
                  |^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                  |-------------------------------------------------------------------------
              512 +
                  |=========================================================================
                  |####:####################:####:###############     :##########:####:####:
                  |#########################################################################
                0 +---+----------+---------+----------+---------+----------+---------+------
                      10 Nov     12 Nov    14 Nov     16 Nov    18 Nov     20 Nov    22 Nov
                   # used   -- request today 512Mi   ~~ limit today 1024Mi
                   == request proposed 350Mi   ^^ limit proposed 700Mi\
            """);
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 40, 80, 100, 120, 500})
  void stays_within_the_width_of_the_screen(int width) {
    for (var chart : List.of(cpu(), memory())) {
      assertThat(TextPlot.lines(chart, new Screen(width, true, false)).stream().skip(1))
          .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(Math.max(40, width)));
    }
  }

  @Test
  void colours_begin_and_end_on_their_line_and_change_nothing_else() {
    var coloured = TextPlot.lines(cpu(), new Screen(80, true, true));
    assertThat(coloured.get(5)).contains("\u001b[32m━", "\u001b[36m▅").endsWith("\u001b[0m");
    assertThat(
            coloured.stream().map(line -> line.replaceAll("\u001b\\[[0-9]*m", "").stripTrailing()))
        .containsExactlyElementsOf(TextPlot.lines(cpu(), PLAIN));
  }

  @Test
  void unknown_hours_are_blank_and_idle_ones_are_not() {
    var hours = new float[24];
    java.util.Arrays.fill(hours, 12, 24, Float.NaN);
    var days =
        List.of(Seasons.day(LocalDate.parse("2026-11-22"), new HourlyPeaks(hours, hours), 0, 0));
    var chart = Chart.of(Seasons.history(Facts.HALF_CORE, days), null, Facts.NOW).getFirst();
    var foot = TextPlot.lines(chart, PLAIN).get(8);
    assertThat(foot).containsPattern("│ +▁{4}$");
  }

  @Test
  void a_line_far_above_all_use_is_told_and_does_not_press_it_flat() {
    var vast = new Resources(Cpu.millis(64_000), null, null, null, 0);
    var chart = Chart.of(Seasons.history(vast), Seasons.PROPOSED, Facts.NOW).getFirst();
    assertThat(TextPlot.lines(chart, PLAIN))
        .contains("     █ used   ━━ request proposed 420m   request today 64000m (above)")
        .anySatisfy(line -> assertThat(line).startsWith("  1 ┤"));
  }

  @Test
  void says_so_when_nothing_is_known() {
    var chart = Chart.of(Seasons.history(Facts.HALF_CORE, List.of()), null, Facts.NOW).getFirst();
    assertThat(TextPlot.lines(chart, PLAIN))
        .containsExactly("CPU, cores, peak of each hour: nothing is known of the last 14 days");
  }

  @Test
  void a_screen_is_what_its_environment_says() {
    assertThat(Screen.of(Map.of(), false)).isEqualTo(new Screen(80, false, false));
    assertThat(Screen.of(Map.of("LANG", "en_US.UTF-8", "COLUMNS", "132"), false))
        .isEqualTo(new Screen(132, true, false));
    var terminal = Map.of("LANG", "C.utf8", "TERM", "xterm", "COLUMNS", "100");
    assertThat(Screen.of(terminal, true)).isEqualTo(new Screen(100, true, true));
  }

  @Test
  void the_user_and_a_dumb_terminal_may_refuse() {
    assertThat(Screen.of(Map.of("LANG", "C.UTF-8", "COLUMNS", "90", "NO_COLOR", "1"), true))
        .isEqualTo(new Screen(90, true, false));
    assertThat(Screen.of(Map.of("LANG", "C.UTF-8", "COLUMNS", "90", "TERM", "dumb"), true))
        .isEqualTo(new Screen(90, false, false));
    assertThat(Screen.of(Map.of("LC_ALL", "C", "LANG", "en_US.UTF-8"), false).unicode()).isFalse();
  }
}
