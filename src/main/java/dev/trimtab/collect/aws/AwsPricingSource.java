package dev.trimtab.collect.aws;

import dev.trimtab.collect.aws.facts.PriceBatch;
import dev.trimtab.collect.aws.facts.PriceListProduct;
import dev.trimtab.collect.aws.facts.ProblemTally;
import dev.trimtab.model.Check;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Source;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.price.OnDemandPrice;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.pricing.PricingClient;
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
    var found = new HashSet<OnDemandPrice>();
    try (var pricing = Clients.pricing(settings.serviceRegion(), settings.access())) {
      pages(
          pricing,
          json ->
              PriceListProduct.parse(json, problems).stream()
                  .filter(this::isWanted)
                  // a page may come twice
                  .filter(found::add)
                  .forEach(batch::add));
    } finally {
      batch.flush();
      problems.flush();
    }
    var priced =
        found.stream().map(OnDemandPrice::instanceType).collect(Collectors.toUnmodifiableSet());
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

  private boolean isWanted(OnDemandPrice price) {
    return price.region().equals(settings.region())
        && settings.types().matches(price.instanceType());
  }

  // not the SDK's paginator, which follows a token that repeats for ever
  private void pages(PricingClient pricing, Consumer<String> taker) throws SourceUnavailable {
    var tokens = new PageTokens(products);
    var next = Optional.of(request());
    while (next.isPresent()) {
      var question = next.orElseThrow();
      var page = products.run(() -> pricing.getProducts(question));
      page.priceList().forEach(taker);
      next =
          tokens.next(page.nextToken()).map(token -> question.toBuilder().nextToken(token).build());
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
