package dev.trimtab.demo.aws;

import dev.trimtab.demo.market.SpotMarket;
import dev.trimtab.demo.seed.Noise;
import dev.trimtab.demo.seed.Period;
import dev.trimtab.demo.world.ClusterWorld;
import dev.trimtab.demo.world.DemoNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The cloud bill of the period's full days, as FOCUS 1.2 CSV: node-hours at their prices, volumes,
/// control planes, support, one credit.
public final class FocusBill {
  private static final BigDecimal DAY_HOURS = BigDecimal.valueOf(24);
  private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);
  private static final BigDecimal SUPPORT_SHARE = new BigDecimal("0.03");
  private static final BigDecimal CONTROL_PLANE = new BigDecimal("0.10");
  private static final BigDecimal GIB_DAY =
      new BigDecimal("0.08").divide(new BigDecimal("30"), 10, RoundingMode.HALF_UP);
  private static final BigDecimal CREDIT = new BigDecimal("-40.00");
  private static final int CREDIT_DAYS_AGO = 2;

  private final List<ClusterWorld> clusters;
  private final Period period;
  private final SpotMarket market;

  public FocusBill(List<ClusterWorld> clusters, Period period, SpotMarket market) {
    this.clusters = clusters;
    this.period = period;
    this.market = market;
  }

  /// Writes the bill; the file is there whole or not at all.
  public Path write(Path directory) throws IOException {
    Files.createDirectories(directory);
    var target = directory.resolve("focus-" + period.date() + ".csv");
    var draft = Files.createTempFile(directory, "focus", ".part");
    var lines = new ArrayList<String>();
    lines.add(String.join(",", FocusLine.COLUMNS));
    for (int ago = Period.DAYS; ago >= 1; ago--) {
      day(period.date().minusDays(ago)).forEach(line -> lines.add(line.csv()));
    }
    Files.write(draft, lines);
    return Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private List<FocusLine> day(LocalDate day) {
    var lines = new ArrayList<FocusLine>();
    for (var cluster : clusters) {
      for (var node : cluster.nodes()) {
        lines.addAll(node(node, day));
        replacement(node, day).ifPresent(lines::add);
      }
      lines.add(volumes(cluster, day));
      lines.add(controlPlane(cluster, day));
    }
    var total = lines.stream().map(FocusLine::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
    var support = total.multiply(SUPPORT_SHARE).setScale(6, RoundingMode.HALF_UP);
    lines.add(FocusLine.charge(day, "Purchase", "AWS Support (Business)", support));
    if (day.equals(period.date().minusDays(CREDIT_DAYS_AGO))) {
      lines.add(FocusLine.charge(day, "Credit", "Migration credit", CREDIT));
    }
    return lines;
  }

  // On the day that a node came, its predecessor of the same type is billed until then.
  private List<FocusLine> node(DemoNode node, LocalDate day) {
    var start = midnight(day);
    if (!node.createdAt().isAfter(start)) {
      return List.of(node(node, day, node.instanceId(), DAY_HOURS));
    }
    var before = "i-0" + Noise.hex(Noise.of(2, node.name()), 16);
    if (!node.createdAt().isBefore(midnight(day.plusDays(1)))) {
      return List.of(node(node, day, before, DAY_HOURS));
    }
    var hours =
        BigDecimal.valueOf(Duration.between(start, node.createdAt()).toSeconds())
            .divide(SECONDS_PER_HOUR, 6, RoundingMode.HALF_UP);
    return List.of(
        node(node, day, before, hours),
        node(node, day, node.instanceId(), DAY_HOURS.subtract(hours)));
  }

  // a spot node that was taken away overlaps with its successor
  private Optional<FocusLine> replacement(DemoNode node, LocalDate day) {
    long hash = Noise.of(Noise.of(1, node.name()), day.toEpochDay());
    if (!node.spot() || Math.floorMod(hash, 9) != 0) {
      return Optional.empty();
    }
    var hours = BigDecimal.valueOf(Noise.between(Noise.mix(hash), 1, 4));
    return Optional.of(node(node, day, "i-0" + Noise.hex(hash, 16), hours));
  }

  private FocusLine node(DemoNode node, LocalDate day, String instance, BigDecimal hours) {
    var price = node.spot() ? spotPrice(node, day) : node.type().onDemand();
    var kind = node.spot() ? "Spot" : "On Demand";
    return new FocusLine(
        day,
        "Usage",
        "$%s per %s Linux %s Instance Hour"
            .formatted(price.stripTrailingZeros().toPlainString(), kind, node.type().name()),
        "Amazon Elastic Compute Cloud",
        "Compute",
        node.spot() ? "Dynamic" : "Standard",
        node.zone().zoneName(),
        instance,
        node.type().name() + kind,
        hours,
        "Hours",
        price.multiply(hours).setScale(8, RoundingMode.HALF_UP),
        node.type().onDemand().multiply(hours),
        tags(node.cluster(), node.group()));
  }

  private BigDecimal spotPrice(DemoNode node, LocalDate day) {
    return market.averagePrice(node.type(), node.zone(), midnight(day), midnight(day.plusDays(1)));
  }

  private static FocusLine volumes(ClusterWorld cluster, LocalDate day) {
    long gib =
        cluster.workloads().stream().mapToLong(w -> w.volumeGib() * cluster.replicas(w)).sum();
    var quantity = BigDecimal.valueOf(gib);
    var cost = GIB_DAY.multiply(quantity).setScale(8, RoundingMode.HALF_UP);
    return new FocusLine(
        day,
        "Usage",
        "$0.08 per GB-month of General Purpose (gp3) provisioned storage",
        "Amazon Elastic Block Store",
        "Storage",
        "Standard",
        "",
        "volumes-" + cluster.name(),
        "gp3",
        quantity,
        "GiB-Days",
        cost,
        cost,
        tags(cluster.name(), "=SUM(1;1)-volumes"));
  }

  private static FocusLine controlPlane(ClusterWorld cluster, LocalDate day) {
    var cost = CONTROL_PLANE.multiply(DAY_HOURS);
    return new FocusLine(
        day,
        "Usage",
        "$0.10 per hour for an Amazon EKS cluster",
        "Amazon Elastic Kubernetes Service",
        "Compute",
        "Standard",
        "",
        "arn:aws:eks:us-east-1:123456789012:cluster/" + cluster.name(),
        "eks",
        DAY_HOURS,
        "Hours",
        cost,
        cost,
        tags(cluster.name(), ""));
  }

  private static String tags(String cluster, String group) {
    var owner = group.isEmpty() ? "" : ",\"node_group\":\"" + group + "\"";
    return "{\"cluster\":\"" + cluster + "\"" + owner + "}";
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
