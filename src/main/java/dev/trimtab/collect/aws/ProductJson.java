package dev.trimtab.collect.aws;

import dev.trimtab.model.price.OnDemandPrice;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A product of the price list, which AWS sends as JSON inside of JSON.
sealed interface ProductJson {
  JsonMapper JSON = JsonMapper.builder().build();

  /// An hour of a type.
  record Priced(OnDemandPrice price) implements ProductJson {}

  /// Something else than an hour of a type, such as a reservation.
  record Other() implements ProductJson {}

  /// No price could be read.
  record Unusable(String subject, String reason) implements ProductJson {}

  static ProductJson read(String text, String region) {
    JsonNode product;
    try {
      product = JSON.readTree(text);
    } catch (JacksonException e) {
      return new Unusable(
          "a product of the price list", "it is no whole JSON: " + e.getOriginalMessage());
    }
    var type = product.path("product").path("attributes").path("instanceType").asString("");
    for (var term : product.path("terms").path("OnDemand")) {
      for (var dimension : term.path("priceDimensions")) {
        if (dimension.path("unit").asString("").equals("Hrs") && !type.isEmpty()) {
          return priced(
              type,
              region,
              term.path("effectiveDate").asString(""),
              dimension.path("pricePerUnit").path("USD").asString(""));
        }
      }
    }
    return new Other();
  }

  private static ProductJson priced(String type, String region, String from, String usd) {
    try {
      var price = new BigDecimal(usd);
      return price.signum() <= 0
          ? new Unusable(type, "its on-demand price is \"%s\": left out".formatted(usd))
          : new Priced(
              new OnDemandPrice(region, type, Instant.parse(from), new Money(Money.USD, price)));
    } catch (NumberFormatException | DateTimeException e) {
      return new Unusable(
          type, "its price \"%s\" from \"%s\" cannot be read: left out".formatted(usd, from));
    }
  }
}
