package dev.trimtab.collect.prometheus;

import dev.trimtab.collect.http.Http;
import dev.trimtab.model.Check;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Source;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.units.TimeWindow;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Usage of one cluster's containers from Prometheus or what speaks its API.
public final class PrometheusSource implements Source, AutoCloseable {
  private final PrometheusSettings settings;
  private final Http http;
  private final InstantSource clock;

  /// Takes over the client.
  ///
  /// @param clock tells `check` what is recent
  public PrometheusSource(PrometheusSettings settings, Http http, InstantSource clock) {
    this.settings = settings;
    this.http = http;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "prometheus/" + settings.cluster();
  }

  @Override
  public Reach reach() {
    return settings.reach();
  }

  @Override
  public void collect(TimeWindow window, FactSink sink) throws SourceUnavailable {
    var aligned = new TimeWindow(aligned(window.start()), aligned(window.end()));
    if (aligned.isEmpty()) {
      return;
    }
    var api = new PrometheusApi(name(), settings, http);
    new UsageCollection(name(), settings, api, http, sink).collect(aligned);
  }

  @Override
  public List<Check> check() {
    var api = new PrometheusApi(name(), settings, http);
    return new PrometheusDoctor(name(), settings, api).check(aligned(clock.instant()));
  }

  @Override
  public void close() {
    http.close();
  }

  private Instant aligned(Instant instant) {
    long step = settings.interval().toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), step) * step);
  }
}
