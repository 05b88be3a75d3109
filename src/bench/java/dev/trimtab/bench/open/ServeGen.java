package dev.trimtab.bench.open;

import dev.trimtab.model.SourceUnavailable;
import java.util.ArrayList;
import java.util.List;

/// Request rates of 162 clients of an LLM service over 14 days (ServeGen, m-large).
public final class ServeGen {
  private static final int HOURS = 14 * 24;
  private static final double LEAST_PER_HOUR = 1;

  private ServeGen() {}

  /// Requests per hour of each client that asks at all, divided by its mean.
  public static List<double[]> shapes() throws SourceUnavailable {
    var traces =
        TarFile.texts(
            "llm/servegen/servegen_mlarge_traces_and_r1.tar.gz",
            name -> name.contains("m-large") && name.endsWith("trace.csv"));
    var shapes = new ArrayList<double[]>();
    for (var trace : traces.values()) {
      var hours = hours(trace);
      double mean = mean(hours);
      if (mean > LEAST_PER_HOUR) {
        for (int i = 0; i < HOURS; i++) {
          hours[i] /= mean;
        }
        shapes.add(hours);
      }
    }
    return shapes;
  }

  private static double[] hours(String trace) {
    var hours = new double[HOURS];
    trace
        .lines()
        .forEach(line -> {
          int first = line.indexOf(',');
          int second = line.indexOf(',', first + 1);
          int hour = Integer.parseInt(line.substring(0, first)) / 3600;
          if (hour < HOURS) {
            hours[hour] += 600 * Double.parseDouble(line.substring(first + 1, second));
          }
        });
    return hours;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
