package dev.trimtab.place.market;

import dev.trimtab.model.Problem;
import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.units.Spelling;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// What of a market could not be used, in words, each matter once.
final class MarketProblems {
  private final String cluster;
  private final Map<String, Problem> problems = new LinkedHashMap<>();

  MarketProblems(String cluster) {
    this.cluster = cluster;
  }

  List<Problem> all() {
    return List.copyOf(problems.values());
  }

  void noZones() {
    add(
        "",
        cluster,
        "no-zones",
        "no node of the cluster tells its region and zone (labels topology.kubernetes.io/region and zone), so that no price can be looked up and no plan made. Maybe its nodes are not read yet: see trimtab doctor");
  }

  /// @param offered whether a price is known all the same
  void unknownType(String type, List<String> nodes, boolean offered) {
    add(
        "",
        type.isEmpty() ? nodes.getFirst() : type,
        "unknown-instance-type",
        type.isEmpty()
            ? "%s of no known type (label node.kubernetes.io/instance-type): no plan can buy more like it"
                .formatted(are(nodes))
            : "%s of type \"%s\", which no source describes: %s. Maybe aws.instanceTypes leaves it out, or its description is missing in aws.files"
                .formatted(
                    are(nodes),
                    type,
                    offered
                        ? "the plan takes its size from the nodes"
                        : "neither its size nor its price is known, and no plan can buy more of it"));
  }

  private static String are(List<String> nodes) {
    return nodes.size() == 1
        ? "node %s is".formatted(nodes.getFirst())
        : "%d nodes (%s, …) are".formatted(nodes.size(), nodes.getFirst());
  }

  void unpricedType(String type, String region, Currency currency) {
    add(
        region,
        type,
        "unpriced-instance-type",
        "no on-demand price in %s is known for type \"%s\" in region \"%s\", of which the cluster has nodes: no plan can buy it on demand. Maybe add the region to aws.regions, or a price file to aws.files"
            .formatted(currency.getCurrencyCode(), type, region));
  }

  void foreign(String region, Currency theirs, int count, Currency ours) {
    add(
        theirs.getCurrencyCode(),
        region,
        "foreign-currency",
        "prices of region \"%s\" (%,d of them) are in %s, but this run counts in %s: they are not offered, as nothing is converted. Maybe set currency: %s"
            .formatted(
                region,
                count,
                theirs.getCurrencyCode(),
                ours.getCurrencyCode(),
                theirs.getCurrencyCode()));
  }

  void ambiguousZone(ZoneNames.Place place) {
    add(
        "",
        place.region() + "/" + place.zone(),
        "ambiguous-zone",
        "the name \"%s\" means different zones to the accounts whose prices are stored, and no node tells which one is meant (label %s): no spot price is used there"
            .formatted(place.zone(), ZoneNames.ZONE_ID_LABEL));
  }

  /// @param times how many times the usual price it is
  void wrongUnit(
      String type, String zone, CapacityType bought, BigDecimal price, double times, String than) {
    var factor =
        times >= 1
            ? "%,.0f times %s".formatted(times, than)
            : "a %,.0fth of %s".formatted(1 / times, than);
    add(
        bought.label(),
        "%s in %s (%s)".formatted(type, zone, bought.label()),
        "price-in-wrong-unit",
        "%s an hour is %s: the price is not used. Maybe it is in another unit?"
            .formatted(price.round(new MathContext(6)).toPlainString(), factor));
  }

  void unknownReserved(String type) {
    add(
        "reserved",
        type,
        "unknown-reserved-type",
        "placement.reserved names type \"%s\", which no source describes: it is not offered"
            .formatted(type));
  }

  /// @param known zones in which a plan may buy
  /// @param exists whether prices tell of the zone
  void unknownReservedZone(String type, String zone, Collection<String> known, boolean exists) {
    var meant =
        Spelling.nearest(zone, known).map(name -> "Maybe you meant " + name + "? ").orElse("");
    add(
        "reserved",
        type + " in " + zone,
        "unknown-reserved-zone",
        "placement.reserved names zone \"%s\" for type \"%s\", but %s: it is not offered, and counted nowhere. %sZones here: %s; an empty zone stands for any of them"
            .formatted(
                zone,
                type,
                exists
                    ? "no node of cluster \"%s\" stands there (see placement.allZones)"
                        .formatted(cluster)
                    : "no price and no node tells of such a zone",
                meant,
                String.join(", ", known)));
  }

  /// @param setting that names it
  /// @param known types that can be bought
  void noSuchType(String setting, String glob, Collection<String> known) {
    var names = new TreeSet<>(known);
    if (glob.contains("*")) {
      known.stream()
          .filter(name -> name.contains("."))
          .forEach(name -> names.add(name.substring(0, name.indexOf('.')) + ".*"));
    }
    var meant =
        Spelling.nearest(glob, names)
            .map(name -> "Maybe you meant %s, or aws.instanceTypes".formatted(name))
            .orElse("Maybe aws.instanceTypes");
    add(
        setting,
        glob,
        "no-such-type",
        "%s names \"%s\", which is none of the %,d instance types that sources describe: it changes nothing. %s leaves it out"
            .formatted(setting, glob, known.size(), meant));
  }

  private void add(String kind, String subject, String reason, String message) {
    problems.putIfAbsent(
        reason + "/" + kind + "/" + subject,
        new Problem("prices/" + cluster, subject, reason, message));
  }
}
