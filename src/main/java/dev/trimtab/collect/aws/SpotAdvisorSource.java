package dev.trimtab.collect.aws;

import dev.trimtab.collect.http.Http;
import dev.trimtab.model.Check;
import dev.trimtab.model.Fact;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Source;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.price.InterruptionRate;
import dev.trimtab.units.TimeWindow;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import tools.jackson.core.JacksonException;

/// Interruption bands of a region from the Spot Advisor's public data.
public final class SpotAdvisorSource implements Source {
  private final String region;
  private final URI url;
  private final Http http;

  public SpotAdvisorSource(String region, URI url, Http http) {
    this.region = region;
    this.url = url;
    this.http = http;
  }

  @Override
  public String name() {
    return "spot-advisor/" + region;
  }

  @Override
  public Reach reach() {
    return new Reach(Duration.ZERO, Duration.ZERO);
  }

  @Override
  public void collect(TimeWindow window, FactSink sink) throws SourceUnavailable {
    sink.accept(Fact.Prices.ofInterruptions(read()));
    sink.completeThrough(window.end());
  }

  private List<InterruptionRate> read() throws SourceUnavailable {
    try (var body = http.send(HttpRequest.newBuilder(url).GET())) {
      return SpotAdvisorJson.read(body, region);
    } catch (Http.Refused e) {
      throw e.unavailable();
    } catch (IOException | JacksonException e) {
      throw new SourceUnavailable(
          "%s: %s sent no whole JSON: %s".formatted(name(), url, e.getMessage()), e);
    }
  }

  @Override
  public List<Check> check() {
    try {
      return List.of(Check.ok(name(), read().size() + " types have a band"));
    } catch (SourceUnavailable e) {
      return List.of(
          Check.failed(
              name(),
              String.valueOf(e.getMessage()),
              "allow " + url + ", or set aws.spotAdvisorUrl to \"\""));
    }
  }
}
