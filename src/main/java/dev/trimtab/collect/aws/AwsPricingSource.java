package dev.trimtab.collect.aws;

import dev.trimtab.model.Check;
import dev.trimtab.model.Fact;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Problem;
import dev.trimtab.model.Source;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.price.OnDemandPrice;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.pricing.model.Filter;
import software.amazon.awssdk.services.pricing.model.FilterType;

/// On-demand list prices of a region: Linux, shared tenancy, no licence, no software.
public final class AwsPricingSource implements Source {
  private static final String ACTION = "pricing:GetProducts";

  private final AwsSettings settings;

  public AwsPricingSource(AwsSettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "aws-on-demand/" + settings.region();
  }

  @Override
  public Reach reach() {
    return new Reach(Duration.ZERO, Duration.ZERO);
  }

  @Override
  public void collect(TimeWindow window, FactSink sink) throws SourceUnavailable {
    try (var pricing = AwsClients.pricing(settings)) {
      var prices = new ArrayList<OnDemandPrice>();
      for (var page :
          pricing.getProductsPaginator(
              r -> r.serviceCode("AmazonEC2").filters(filters()).maxResults(100))) {
        for (var product : page.priceList()) {
          var read = ProductJson.read(product, settings.region());
          switch (read) {
            case ProductJson.Priced(var price) -> {
              if (settings.wants(price.instanceType())) {
                prices.add(price);
              }
            }
            case ProductJson.Other _ -> {}
            case ProductJson.Unusable(var subject, var reason) ->
                sink.problem(new Problem(name(), subject, "unusable-price", reason));
          }
        }
      }
      sink.accept(Fact.Prices.ofOnDemand(prices));
      sink.completeThrough(window.end());
    } catch (SdkException e) {
      throw AwsClients.unavailable(name(), ACTION, e);
    }
  }

  private List<Filter> filters() {
    return Map.of(
            "regionCode", settings.region(),
            "operatingSystem", "Linux",
            "tenancy", "Shared",
            "capacitystatus", "Used",
            "preInstalledSw", "NA",
            "marketoption", "OnDemand")
        .entrySet()
        .stream()
        .sorted(Map.Entry.comparingByKey())
        .map(e ->
            Filter.builder()
                .type(FilterType.TERM_MATCH)
                .field(e.getKey())
                .value(e.getValue())
                .build())
        .toList();
  }

  @Override
  public List<Check> check() {
    try (var pricing = AwsClients.pricing(settings)) {
      pricing.getProducts(r -> r.serviceCode("AmazonEC2").filters(filters()).maxResults(1));
      return List.of(Check.ok(name(), "on-demand prices can be read"));
    } catch (SdkException e) {
      return List.of(
          Check.failed(
              name(),
              String.valueOf(AwsClients.unavailable(name(), ACTION, e).getMessage()),
              "deploy/iam-policy.json lists what is needed"));
    }
  }
}
