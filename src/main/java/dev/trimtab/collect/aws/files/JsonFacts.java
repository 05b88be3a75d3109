package dev.trimtab.collect.aws.files;

import dev.trimtab.collect.aws.facts.AdvisorData;
import dev.trimtab.collect.aws.facts.PriceBatch;
import dev.trimtab.collect.aws.facts.PriceListProduct;
import dev.trimtab.collect.aws.facts.PriceText;
import dev.trimtab.collect.aws.facts.ProblemTally;
import dev.trimtab.collect.aws.facts.TypeFacts;
import dev.trimtab.collect.aws.facts.TypeFilter;
import dev.trimtab.model.price.SpotPrice;
import dev.trimtab.model.price.Zone;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads saved answers of AWS, one element at a time: documents, lists and JSON lines.
final class JsonFacts {
  // one element is read out of many, so more tokens follow it
  private static final JsonMapper ELEMENTS =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final TypeFilter filter;
  private final PriceBatch batch;
  private final ProblemTally problems;
  private final String file;
  private long recognised;

  JsonFacts(TypeFilter filter, PriceBatch batch, ProblemTally problems, String file) {
    this.filter = filter;
    this.batch = batch;
    this.problems = problems;
    this.file = file;
  }

  /// Reads to the end.
  ///
  /// @return elements that were recognised
  long read(InputStream in) {
    var mapper = ELEMENTS;
    try (var json = mapper.createParser(in)) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.START_OBJECT) {
          object(mapper, json);
        } else if (json.currentToken() == JsonToken.VALUE_STRING) {
          product(json.getString());
        }
      }
    }
    return recognised;
  }

  private void object(JsonMapper mapper, JsonParser json) {
    var scalars = mapper.createObjectNode();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      var name = json.currentName();
      var value = json.nextToken();
      switch (name) {
        case "InstanceTypes", "SpotPriceHistory", "AvailabilityZones", "PriceList" ->
            list(mapper, json, value);
        case "instance_types" -> json.skipChildren();
        default -> scalars.set(name, mapper.readTree(json));
      }
    }
    element(scalars);
  }

  private void list(JsonMapper mapper, JsonParser json, JsonToken value) {
    if (value != JsonToken.START_ARRAY) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.VALUE_STRING) {
        product(json.getString());
      } else {
        element(mapper.readTree(json));
      }
    }
  }

  private void element(JsonNode node) {
    if (node.has("spot_advisor")) {
      advisor(node);
    } else if (node.has("VCpuInfo") || node.has("MemoryInfo")) {
      type(node);
    } else if (node.has("SpotPrice")) {
      spot(node);
    } else if (node.has("ZoneName") && node.has("ZoneId")) {
      recognised++;
      batch.add(
          new Zone(
              node.path("RegionName").asString(""),
              node.path("ZoneName").asString(""),
              node.path("ZoneId").asString("")));
    } else if (node.has("product") && node.has("terms")) {
      recognised++;
      PriceListProduct.read(node, problems).stream()
          .filter(price -> filter.matches(price.instanceType()))
          .forEach(batch::add);
    }
  }

  private void product(String text) {
    recognised++;
    PriceListProduct.parse(text, problems).stream()
        .filter(price -> filter.matches(price.instanceType()))
        .forEach(batch::add);
  }

  private void advisor(JsonNode node) {
    recognised++;
    if (!AdvisorData.hasKnownBands(node.path("ranges"))) {
      problems.add(
          file, "unknown-band", "the advisor's bands have changed: " + node.path("ranges"));
      return;
    }
    node.path("spot_advisor")
        .propertyStream()
        .forEach(region ->
            AdvisorData.read(region.getKey(), region.getValue().path("Linux"), filter, problems)
                .forEach(batch::add));
  }

  private void type(JsonNode node) {
    recognised++;
    var facts = TypeFacts.of(node);
    var type = facts.instanceType();
    if (type.isEmpty()) {
      if (!facts.isMac()) {
        problems.add(file, "incomplete-instance-type", "no name, vCPUs, memory or arch: " + facts);
      }
    } else if (filter.matches(type.get().name())) {
      batch.add(type.get());
    }
  }

  private void spot(JsonNode node) {
    recognised++;
    if (!node.path("ProductDescription").asString("Linux/UNIX").startsWith("Linux/UNIX")) {
      return;
    }
    var zone = node.path("AvailabilityZone").asString("");
    var region = zone.replaceFirst("[a-z]$", "");
    var type = node.path("InstanceType").asString("");
    var text = node.path("SpotPrice").asString("");
    var price = PriceText.positive(text, PriceText.currencyOf(region));
    if (price.isEmpty()) {
      problems.add(file + " " + zone + "/" + type, PriceText.UNUSABLE, PriceText.complaint(text));
      return;
    }
    try {
      var from = Instant.parse(node.path("Timestamp").asString(""));
      if (filter.matches(type)) {
        var id = node.path("AvailabilityZoneId").asString("");
        batch.add(new SpotPrice(region, zone, id, type, from, price.get()));
      }
    } catch (DateTimeException e) {
      problems.add(
          file + " " + zone + "/" + type, "incomplete-price", "Timestamp is no ISO-8601 instant");
    }
  }
}
