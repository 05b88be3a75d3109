package dev.trimtab.collect.aws;

import dev.trimtab.collect.aws.facts.PriceBatch;
import dev.trimtab.collect.aws.facts.PriceListProduct;
import dev.trimtab.collect.aws.facts.ProblemTally;
import dev.trimtab.model.Check;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Source;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.pricing.model.Filter;
import software.amazon.awssdk.services.pricing.model.FilterType;
import software.amazon.awssdk.services.pricing.model.GetProductsRequest;

/// List prices of an hour of Linux with shared tenancy in one region.
public final class AwsPricingSource implements Source {
  private final PricingSettings settings;
  private final AwsCall products;

  public AwsPricingSource(PricingSettings settings) {
    this.settings = settings;
    this.products = new AwsCall(name(), "pricing:GetProducts");
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
    var problems = new ProblemTally(name(), sink);
    var batch = new PriceBatch(sink);
    var priced = new HashSet<String>();
    try (var pricing = Clients.pricing(settings.serviceRegion(), settings.access())) {
      for (var json : pricing.getProductsPaginator(request()).priceList()) {
        for (var price : PriceListProduct.parse(json, problems)) {
          if (price.region().equals(settings.region())
              && settings.types().matches(price.instanceType())) {
            priced.add(price.instanceType());
            batch.add(price);
          }
        }
      }
    } catch (SdkException e) {
      throw products.unavailable(e);
    } finally {
      batch.flush();
      problems.flush();
    }
    for (var type : settings.types().exact()) {
      if (!priced.contains(type)) {
        problems.add(
            type,
            "no-on-demand-price",
            "the price list has none for \"%s\" in %s. Maybe it is mistyped, or not offered there?"
                .formatted(type, settings.region()));
      }
    }
    problems.flush();
    sink.completeThrough(window.end());
  }

  @Override
  public List<Check> check() {
    try (var pricing = Clients.pricing(settings.serviceRegion(), settings.access())) {
      var one = request().toBuilder().maxResults(1).build();
      return List.of(Checks.of(products, () -> pricing.getProducts(one)));
    }
  }

  private GetProductsRequest request() {
    var filters =
        Map.of(
            "regionCode", settings.region(),
            "operatingSystem", "Linux",
            "tenancy", "Shared",
            "preInstalledSw", "NA",
            "capacitystatus", "Used",
            "marketoption", "OnDemand");
    return GetProductsRequest.builder()
        .serviceCode("AmazonEC2")
        .formatVersion("aws_v1")
        .maxResults(100)
        .filters(
            filters.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(f ->
                    Filter.builder()
                        .type(FilterType.TERM_MATCH)
                        .field(f.getKey())
                        .value(f.getValue())
                        .build())
                .toList())
        .build();
  }
}
