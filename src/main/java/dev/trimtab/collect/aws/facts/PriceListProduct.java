package dev.trimtab.collect.aws.facts;

import dev.trimtab.model.price.OnDemandPrice;
import dev.trimtab.units.Money;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One product of the price list, as GetProducts hands it out.
///
/// Of a product only the prices of an hour of plain Linux with shared tenancy are read; what it
/// says of Windows, reservations or dedicated hosts is passed over.
public final class PriceListProduct {
  private static final Map<String, String> WANTED =
      Map.of(
          "operatingSystem", "Linux",
          "tenancy", "Shared",
          "preInstalledSw", "NA",
          "capacitystatus", "Used");

  private PriceListProduct() {}

  /// Reads a product given as text.
  public static List<OnDemandPrice> parse(String json, ProblemTally problems) {
    try {
      return read(JsonMapper.shared().readTree(json), problems);
    } catch (JacksonException e) {
      problems.add(
          "product",
          "unreadable-product",
          "not JSON: " + e.getOriginalMessage() + ": " + cut(json));
      return List.of();
    }
  }

  /// The on-demand prices of a product, none when it is another kind of product.
  public static List<OnDemandPrice> read(JsonNode product, ProblemTally problems) {
    var attributes = product.path("product").path("attributes");
    var type = attributes.path("instanceType").asString("");
    var region = attributes.path("regionCode").asString("");
    if (type.isEmpty() || region.isEmpty()) {
      problems.add(
          product.path("product").path("sku").asString("product"),
          "unreadable-product",
          "it has no attributes instanceType and regionCode: " + cut(product.toString()));
      return List.of();
    }
    var isWanted =
        WANTED.entrySet().stream()
            .allMatch(e -> attributes.path(e.getKey()).asString(e.getValue()).equals(e.getValue()));
    return isWanted ? prices(product, region, type, problems) : List.of();
  }

  private static List<OnDemandPrice> prices(
      JsonNode product, String region, String type, ProblemTally problems) {
    var found = new ArrayList<OnDemandPrice>();
    for (var term : product.path("terms").path("OnDemand")) {
      var from = instant(term.path("effectiveDate").asString(""));
      if (from == null) {
        problems.add(
            region + "/" + type,
            "unreadable-product",
            "effectiveDate is " + term.path("effectiveDate") + "; wanted an ISO-8601 instant");
        continue;
      }
      for (var dimension : term.path("priceDimensions")) {
        perHour(dimension, region + "/" + type, problems)
            .ifPresent(price -> found.add(new OnDemandPrice(region, type, from, price)));
      }
    }
    return found;
  }

  private static Optional<Money> perHour(
      JsonNode dimension, String subject, ProblemTally problems) {
    if (!dimension.path("unit").asString("").equals("Hrs")) {
      return Optional.empty();
    }
    var byCurrency = dimension.path("pricePerUnit");
    var code = byCurrency.has("USD") ? "USD" : byCurrency.has("CNY") ? "CNY" : "";
    var text = byCurrency.path(code).asString("");
    var price =
        code.isEmpty()
            ? Optional.<Money>empty()
            : PriceText.positive(text, Currency.getInstance(code));
    if (price.isEmpty()) {
      problems.add(
          subject,
          PriceText.UNUSABLE,
          code.isEmpty() ? "it has no price in USD or CNY" : PriceText.complaint(text));
    }
    return price;
  }

  private static @Nullable Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static String cut(String text) {
    return text.length() <= 120 ? text : text.substring(0, 120) + "…";
  }
}
