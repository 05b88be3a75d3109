package dev.trimtab.collect.prometheus;

import dev.trimtab.collect.http.RequestSigner;
import dev.trimtab.model.Source.Reach;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Where one cluster's usage is measured, and how it may be asked.
///
/// @param base what `/api/v1/query_range` is appended to, its path prefix included
/// @param headers sent with every query: a tenant, an authorization; may hold secrets
/// @param matcher added to every selector, such as `cluster="production"`; empty for none
/// @param interval grain of the samples
/// @param parallelQueries queries at once
/// @param mostPoints container-intervals in one query's answer, which also bounds memory
public record PrometheusSettings(
    String cluster,
    URI base,
    Map<String, String> headers,
    RequestSigner signer,
    String matcher,
    Duration interval,
    Reach reach,
    int parallelQueries,
    int mostPoints) {
  public PrometheusSettings {
    headers = Map.copyOf(headers);
  }

  /// The usual settings: 5 minutes, 14 days back, 2 hours again, 2 queries at once.
  public static PrometheusSettings of(String cluster, URI base) {
    return new PrometheusSettings(
        cluster,
        base,
        Map.of(),
        RequestSigner.NONE,
        "",
        Duration.ofMinutes(5),
        new Reach(Duration.ofDays(14), Duration.ofHours(2)),
        2,
        500_000);
  }

  public PrometheusSettings withHeader(String name, String value) {
    var more = new HashMap<>(headers);
    more.put(name, value);
    return new PrometheusSettings(
        cluster, base, more, signer, matcher, interval, reach, parallelQueries, mostPoints);
  }

  public PrometheusSettings withMatcher(String wanted) {
    return new PrometheusSettings(
        cluster, base, headers, signer, wanted, interval, reach, parallelQueries, mostPoints);
  }

  public PrometheusSettings withSigner(RequestSigner wanted) {
    return new PrometheusSettings(
        cluster, base, headers, wanted, matcher, interval, reach, parallelQueries, mostPoints);
  }
}
