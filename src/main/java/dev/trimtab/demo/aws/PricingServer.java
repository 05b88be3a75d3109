package dev.trimtab.demo.aws;

import dev.trimtab.demo.http.Call;
import dev.trimtab.demo.market.InstanceSpec;
import dev.trimtab.demo.market.SpotMarket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The price list service: GetProducts over on-demand prices. Beside each price of a used instance
/// stands one of allocated reserved capacity at 0, as in the real list.
public final class PricingServer {
  private static final int MAX_PRODUCTS = 100;
  private static final String TARGET = "AWSPriceListService.GetProducts";

  private final List<Product> products;

  private record Product(InstanceSpec type, Map<String, String> attributes, String price) {}

  public PricingServer() {
    this.products = new ArrayList<>();
    for (var type : InstanceSpec.all()) {
      products.add(product(type, "Used", type.onDemand().setScale(10).toPlainString()));
      products.add(product(type, "AllocatedCapacityReservation", "0.0000000000"));
    }
  }

  public void handle(Call call) throws IOException {
    if (!call.header("x-amz-target").orElse("").equals(TARGET)) {
      error(call, "UnknownOperationException", "only " + TARGET + " is served");
      return;
    }
    try {
      getProducts(call, JsonMapper.shared().readTree(call.body()));
    } catch (JacksonException | IllegalArgumentException e) {
      error(call, "InvalidParameterException", String.valueOf(e.getMessage()));
    }
  }

  private void getProducts(Call call, JsonNode request) throws IOException {
    var found = products.stream().filter(product -> matches(product, request)).toList();
    int size = request.path("MaxResults").asInt(MAX_PRODUCTS);
    var page = Page.of(found, request.path("NextToken").asString(""), Math.min(size, MAX_PRODUCTS));
    var answer = JsonMapper.shared().createObjectNode().put("FormatVersion", "aws_v1");
    var list = answer.putArray("PriceList");
    page.items().forEach(product -> list.add(document(product).toString()));
    if (!page.nextToken().isEmpty()) {
      answer.put("NextToken", page.nextToken());
    }
    call.json(200, answer);
  }

  private static boolean matches(Product product, JsonNode request) {
    if (!request.path("ServiceCode").asString("").equals("AmazonEC2")) {
      return false;
    }
    for (var filter : request.path("Filters")) {
      var field = filter.path("Field").asString("").toLowerCase(Locale.ROOT);
      var value = filter.path("Value").asString("");
      if (!value.equalsIgnoreCase(product.attributes().getOrDefault(field, ""))) {
        return false;
      }
    }
    return true;
  }

  private static Product product(InstanceSpec type, String capacityStatus, String price) {
    var attributes = new TreeMap<String, String>();
    attributes.put("servicecode", "AmazonEC2");
    attributes.put("instancetype", type.name());
    attributes.put("regioncode", SpotMarket.REGION);
    attributes.put("location", "US East (N. Virginia)");
    attributes.put("locationtype", "AWS Region");
    attributes.put("operatingsystem", "Linux");
    attributes.put("tenancy", "Shared");
    attributes.put("preinstalledsw", "NA");
    attributes.put("licensemodel", "No License required");
    attributes.put("capacitystatus", capacityStatus);
    attributes.put("operation", "RunInstances");
    attributes.put("marketoption", "OnDemand");
    attributes.put("termtype", "OnDemand");
    attributes.put("productfamily", "Compute Instance");
    attributes.put("vcpu", Integer.toString(type.vcpus()));
    return new Product(type, attributes, price);
  }

  private static ObjectNode document(Product product) {
    var type = product.type();
    var sku = Sku.of(type.name() + product.price());
    var document = JsonMapper.shared().createObjectNode();
    var described = document.putObject("product").put("productFamily", "Compute Instance");
    described.put("sku", sku);
    var attributes = described.putObject("attributes");
    attributes.put("instanceType", type.name()).put("vcpu", Integer.toString(type.vcpus()));
    attributes.put("memory", type.memoryMib() / 1024 + " GiB");
    attributes.put("regionCode", SpotMarket.REGION).put("location", "US East (N. Virginia)");
    attributes.put("operatingSystem", "Linux").put("tenancy", "Shared").put("preInstalledSw", "NA");
    attributes.put("capacitystatus", product.attributes().getOrDefault("capacitystatus", ""));
    attributes.put("licenseModel", "No License required").put("operation", "RunInstances");
    attributes.put("marketoption", "OnDemand").put("servicecode", "AmazonEC2");
    attributes.put("usagetype", "BoxUsage:" + type.name());
    document.put("serviceCode", "AmazonEC2");
    var code = sku + ".JRTCKXETXF";
    var term = document.putObject("terms").putObject("OnDemand").putObject(code);
    term.put("sku", sku).put("offerTermCode", "JRTCKXETXF");
    term.put("effectiveDate", "2026-07-01T00:00:00Z").putObject("termAttributes");
    var rate = code + ".6YS6EN2CT7";
    var dimension = term.putObject("priceDimensions").putObject(rate);
    dimension.put("rateCode", rate).put("unit", "Hrs").put("beginRange", "0");
    dimension.put("endRange", "Inf");
    dimension.put("description", "$" + product.price() + " per On Demand Linux " + type.name());
    dimension.putObject("pricePerUnit").put("USD", product.price());
    document.put("version", "20260720000000").put("publicationDate", "2026-07-20T13:44:30Z");
    return document;
  }

  private static void error(Call call, String type, String message) throws IOException {
    var body = JsonMapper.shared().createObjectNode().put("__type", type).put("message", message);
    call.json(400, body);
  }
}
