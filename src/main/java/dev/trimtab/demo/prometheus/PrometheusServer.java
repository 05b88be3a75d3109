package dev.trimtab.demo.prometheus;

import dev.trimtab.demo.http.Call;
import dev.trimtab.demo.seed.Period;
import dev.trimtab.demo.world.ClusterWorld;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Answers Prometheus' HTTP API for one cluster. A value at time T describes the five minutes that
/// end at T.
public final class PrometheusServer {
  private static final int MAX_POINTS_PER_SERIES = 11_000;
  private static final String TOO_MANY_SAMPLES =
      "query processing would load too many samples into memory in query execution";

  private final ClusterWorld cluster;
  private final Catalogue catalogue;
  private final long maxSamples;

  /// Serves one cluster.
  ///
  /// @param maxSamples samples that a query may load, as `--query.max-samples`
  public PrometheusServer(ClusterWorld cluster, long maxSamples) {
    this.cluster = cluster;
    this.catalogue = new Catalogue(cluster);
    this.maxSamples = maxSamples;
  }

  public void handle(Call call) throws IOException {
    try {
      switch (call.path()) {
        case "/api/v1/query_range" -> range(call);
        case "/api/v1/query" -> instant(call);
        case "/api/v1/status/buildinfo" -> data(call, Map.of("version", "3.5.0"));
        case "/api/v1/status/runtimeinfo" -> data(call, runtime());
        case "/api/v1/status/flags" -> data(call, Map.of("storage.tsdb.retention.time", "30d"));
        case "/-/ready", "/-/healthy" ->
            call.text(200, "text/plain", "Prometheus Server is Ready.\n");
        default -> call.text(404, "text/plain", "404 page not found\n");
      }
    } catch (NumberFormatException | DateTimeException e) {
      error(call, 400, "bad_data", "invalid parameter: " + e.getMessage());
    }
  }

  private void range(Call call) throws IOException {
    long start = seconds(required(call, "start"));
    long end = seconds(required(call, "end"));
    long step = step(required(call, "step"));
    if (end < start || step <= 0) {
      error(
          call,
          400,
          "bad_data",
          "invalid parameter \"end\": end timestamp must not be before start time");
      return;
    }
    if ((end - start) / step >= MAX_POINTS_PER_SERIES) {
      error(
          call,
          400,
          "bad_data",
          "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)");
      return;
    }
    var query = Query.parse(required(call, "query"));
    var window = new Window(start, end, step, query.window().toSeconds(), cluster.period());
    var series = catalogue.series(query.metric()).filter(s -> query.matches(s.labels())).toList();
    long points = series.stream().mapToLong(window::points).sum();
    if (points * query.metric().samplesRead() > maxSamples) {
      error(call, 422, "execution", TOO_MANY_SAMPLES);
      return;
    }
    try (var out = call.stream()) {
      new Answer(new PointWriter(out), query, window).matrix(series);
    }
  }

  private void instant(Call call) throws IOException {
    long now = cluster.period().asOf().getEpochSecond();
    long time = call.parameter("time").map(PrometheusServer::seconds).orElse(now);
    var query = Query.parse(required(call, "query"));
    var window = new Window(time, time, Period.STEP, query.window().toSeconds(), cluster.period());
    var series = catalogue.series(query.metric()).filter(s -> query.matches(s.labels())).toList();
    try (var out = call.stream()) {
      new Answer(new PointWriter(out), query, window).vector(series);
    }
  }

  private Map<String, Object> runtime() {
    return Map.of(
        "startTime",
        cluster.period().start().toString(),
        "storageRetention",
        "30d",
        "timeSeriesCount",
        cluster.pods().size() * 40);
  }

  private static void data(Call call, Map<String, ?> data) throws IOException {
    var json = JsonMapper.shared();
    call.json(200, json.valueToTree(Map.of("status", "success", "data", data)));
  }

  private static void error(Call call, int status, String type, String message) throws IOException {
    var body = Map.of("status", "error", "errorType", type, "error", message);
    call.json(status, JsonMapper.shared().valueToTree(body));
  }

  private static String required(Call call, String name) {
    return call.parameter(name)
        .orElseThrow(() -> new NumberFormatException("\"" + name + "\" is missing"));
  }

  // Unix seconds with or without decimals, or RFC 3339
  private static long seconds(String text) {
    return text.contains("T")
        ? Instant.parse(text).getEpochSecond()
        : (long) Math.floor(Double.parseDouble(text));
  }

  private static long step(String text) {
    long unit =
        switch (text.charAt(text.length() - 1)) {
          case 's' -> 1;
          case 'm' -> 60;
          case 'h' -> 3600;
          case 'd' -> 86_400;
          default -> 0;
        };
    return unit == 0
        ? (long) Double.parseDouble(text)
        : unit * Long.parseLong(text.substring(0, text.length() - 1));
  }
}
