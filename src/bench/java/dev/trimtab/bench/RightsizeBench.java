package dev.trimtab.bench;

import dev.trimtab.model.usage.ContainerHistory;
import dev.trimtab.rightsize.tuned.Level;
import dev.trimtab.rightsize.tuned.ProfileSize;
import dev.trimtab.rightsize.tuned.ProfileSizing;
import dev.trimtab.rightsize.tuned.Weights;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What one container's decision costs the processor, once the fleet has been seen and judged.
///
/// Single decisions are timed, for their median: on a busy machine the mean tells what others do.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RightsizeBench {
  private static final int CONTAINERS = 500;
  private static final int DAYS = 15;
  private static final LocalDate FIRST = LocalDate.parse("2026-10-01");

  private final List<ContainerHistory> fleet = HistoryLoad.fleet(CONTAINERS, FIRST, DAYS);
  private final ProfileSizing sizing =
      new ProfileSizing(FIRST, FIRST.plusDays(DAYS - 1), Weights.ONE);
  private int next;

  /// Shows the fleet to what decides.
  public RightsizeBench() {
    fleet.forEach(sizing::see);
    fleet.forEach(history -> sizing.judge(history, Level.BALANCED));
  }

  /// One container after another, so that no branch is learned by heart.
  @Benchmark
  public ProfileSize decide() {
    next = (next + 1) % fleet.size();
    return sizing.size(fleet.get(next), Level.BALANCED);
  }
}
