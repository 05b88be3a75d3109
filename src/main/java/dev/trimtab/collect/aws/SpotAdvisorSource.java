package dev.trimtab.collect.aws;

import dev.trimtab.collect.aws.facts.AdvisorData;
import dev.trimtab.collect.aws.facts.ProblemTally;
import dev.trimtab.collect.aws.facts.TypeFilter;
import dev.trimtab.collect.http.Http;
import dev.trimtab.model.Check;
import dev.trimtab.model.Fact;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Source;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.units.TimeWindow;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// How often spot nodes of a region were interrupted, from the Spot Advisor's public document.
public final class SpotAdvisorSource implements Source {
  private final Settings settings;
  private final Http http;

  /// What is read from where.
  public record Settings(String region, TypeFilter types, URI url) {}

  public SpotAdvisorSource(Settings settings, Http http) {
    this.settings = settings;
    this.http = http;
  }

  @Override
  public String name() {
    return "spot-advisor/" + settings.region();
  }

  @Override
  public Reach reach() {
    return new Reach(Duration.ZERO, Duration.ZERO);
  }

  @Override
  public void collect(TimeWindow window, FactSink sink) throws SourceUnavailable {
    var problems = new ProblemTally(name(), sink);
    var linux = linux();
    sink.accept(
        Fact.Prices.ofInterruptions(
            AdvisorData.read(settings.region(), linux, settings.types(), problems)));
    problems.flush();
    sink.completeThrough(window.end());
  }

  @Override
  public List<Check> check() {
    var subject = name() + ": read " + settings.url();
    try {
      return List.of(Check.ok(subject, linux().size() + " types"));
    } catch (SourceUnavailable e) {
      return List.of(
          Check.failed(
              subject,
              String.valueOf(e.getMessage()),
              "Allow this URL, or set aws.spotAdvisorUrl to a copy, or to empty"));
    }
  }

  private JsonNode linux() throws SourceUnavailable {
    var document = document();
    if (!AdvisorData.hasKnownBands(document.path("ranges"))) {
      throw new SourceUnavailable(
          "%s: %s has other bands than <5%%, 5-10%%, 10-15%%, 15-20%%, >20%%: %s"
              .formatted(name(), settings.url(), document.path("ranges")));
    }
    var linux = document.path("spot_advisor").path(settings.region()).path("Linux");
    if (!linux.isObject()) {
      throw new SourceUnavailable(
          "%s: %s has no spot_advisor.%s.Linux. Maybe the region is mistyped?"
              .formatted(name(), settings.url(), settings.region()));
    }
    return linux;
  }

  private JsonNode document() throws SourceUnavailable {
    try (var body = http.send(HttpRequest.newBuilder(settings.url()))) {
      return JsonMapper.shared().readTree(body);
    } catch (Http.Refused e) {
      throw e.unavailable();
    } catch (JacksonException | IOException e) {
      throw new SourceUnavailable(
          "%s: cannot read %s: %s".formatted(name(), settings.url(), e.getMessage()), e);
    }
  }
}
