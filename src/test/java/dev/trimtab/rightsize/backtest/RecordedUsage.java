package dev.trimtab.rightsize.backtest;

import dev.trimtab.model.cluster.ContainerRef;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.usage.UsageSeries;
import dev.trimtab.rightsize.policy.Origins;
import dev.trimtab.rightsize.policy.UsageSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Usage of some containers by a formula, hourly, one pod each.
public record RecordedUsage(int count, int days, Formula formula) implements UsageSource {
  public static final long HOUR = 3600;
  public static final long DAY = 24 * HOUR;

  /// Cores and bytes of a container in an hour.
  public interface Formula {
    double[] of(int container, long hour);
  }

  public Origins origins(int trainDays) {
    return new Origins(0, trainDays * DAY, DAY, end());
  }

  @Override
  public List<ContainerRef> containers() {
    return IntStream.range(0, count)
        .mapToObj(i -> new ContainerRef(new WorkloadRef("c", "n", "Deployment", "w" + i), "main"))
        .toList();
  }

  @Override
  public long start() {
    return 0;
  }

  @Override
  public long end() {
    return days * DAY;
  }

  @Override
  public void forEach(Consumer<UsageSeries> consumer) {
    for (int c = 0; c < count; c++) {
      var series = new UsageSeries.Builder(c, containers().get(c));
      for (long hour = 0; hour < days * 24L; hour++) {
        double[] use = formula.of(c, hour);
        series.add(
            hour * HOUR,
            (hour + 1) * HOUR,
            0,
            0,
            new double[] {use[0], use[0], use[1], use[1], 4, Double.NaN, 8e9, Double.NaN});
      }
      consumer.accept(series.build());
    }
  }
}
