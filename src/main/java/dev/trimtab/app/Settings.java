package dev.trimtab.app;

import dev.trimtab.app.config.Config;
import dev.trimtab.app.owners.OwnerFile;
import dev.trimtab.app.prices.LlmPriceFile;
import dev.trimtab.llm.Attribution;
import dev.trimtab.llm.Contracts;
import dev.trimtab.llm.Fx;
import dev.trimtab.llm.LlmLedger;
import dev.trimtab.llm.PriceBook;
import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.llm.FxRate;
import dev.trimtab.model.llm.LlmContract;
import dev.trimtab.model.llm.LlmOwned;
import dev.trimtab.model.llm.LlmOwner;
import dev.trimtab.model.llm.LlmPrices;
import dev.trimtab.pipeline.AllocationRun;
import dev.trimtab.pipeline.NodePlanRun;
import dev.trimtab.pipeline.OptimizationRun;
import dev.trimtab.pipeline.ReportRun;
import dev.trimtab.pipeline.Sentinel;
import dev.trimtab.place.SpotPolicy;
import dev.trimtab.place.market.MarketSettings;
import dev.trimtab.place.plan.PlanSettings;
import dev.trimtab.place.spot.SpotScope;
import dev.trimtab.report.Templates;
import dev.trimtab.report.mail.SmtpSettings;
import dev.trimtab.rightsize.RightsizeSettings;
import dev.trimtab.rightsize.tuned.Weights;
import dev.trimtab.store.DatabaseSettings;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The configuration in the words of each part.
final class Settings {
  /// The same every night: plans are to change with the cluster, not by themselves.
  private static final long SEED = 1;

  private final Config config;

  Settings(Config config) {
    this.config = config;
  }

  DatabaseSettings database() {
    var d = config.database();
    return d.url().isEmpty()
        ? new DatabaseSettings.Embedded(Path.of(d.directory()))
        : new DatabaseSettings.External(d.url(), d.user(), d.password().value(), d.properties());
  }

  private Currency currency() {
    return Currency.getInstance(config.currency());
  }

  AllocationRun.AllocationSettings allocation() {
    return new AllocationRun.AllocationSettings(
        currency(),
        config.allocation().teamLabels(),
        config.allocation().sharedNamespaces(),
        ledger());
  }

  private LlmLedger ledger() {
    var prices = new PriceBook(prices());
    return new LlmLedger(prices, new Attribution(owners()), contracts(), fx(), currency());
  }

  private List<LlmPrices> prices() {
    return config.llm().prices().stream().map(LlmPriceFile::read).toList();
  }

  /// Differs where the ledger would make other money or other owners of the same usage; another
  /// version of Trimtab may.
  private String pricing() {
    var version = Settings.class.getPackage().getImplementationVersion();
    var llm = config.llm();
    return String.join(
        "\n",
        String.valueOf(version),
        prices().toString(),
        owners().toString(),
        llm.contracts().toString(),
        llm.fx().toString(),
        currency().toString());
  }

  private List<LlmOwner> owners() {
    var owners = new ArrayList<>(ownersOfConfig());
    owners.addAll(OwnerFile.read(config.llm().ownerFiles()));
    return owners;
  }

  private List<LlmOwner> ownersOfConfig() {
    return config.llm().owners().stream()
        .map(o ->
            new LlmOwner(
                new LlmOwner.Match(
                    o.provider(),
                    o.organization(),
                    o.project(),
                    o.apiKey(),
                    o.user(),
                    o.tag(),
                    o.model(),
                    o.endpoint()),
                new LlmOwned(
                    o.team(), o.namespace(), o.workload(), o.costCentre(), o.environment()),
                day(o.from()),
                day(o.to())))
        .toList();
  }

  private Contracts contracts() {
    return new Contracts(
        config.llm().contracts().stream()
            .map(c ->
                new LlmContract(
                    c.provider(),
                    c.model(),
                    BigDecimal.valueOf(c.discount()),
                    c.balance() > 0,
                    c.balance() > 0
                        ? BigDecimal.valueOf(c.paid())
                            .divide(BigDecimal.valueOf(c.balance()), MathContext.DECIMAL64)
                        : BigDecimal.ONE,
                    c.balance() > 0 ? BigDecimal.valueOf(c.balance()) : null,
                    day(c.from()),
                    day(c.to())))
            .toList());
  }

  private Fx fx() {
    return new Fx(
        config.llm().fx().stream()
            .map(r ->
                new FxRate(
                    Currency.getInstance(r.currency()),
                    currency(),
                    LocalDate.parse(r.since()),
                    BigDecimal.valueOf(r.rate())))
            .toList());
  }

  private static @Nullable LocalDate day(String text) {
    return text.isEmpty() ? null : LocalDate.parse(text);
  }

  OptimizationRun.OptimizationSettings optimization() {
    var r = config.rightsizing();
    var sizes =
        new RightsizeSettings(
            r.cpuMargin(),
            r.memoryMargin(),
            Cpu.millis(r.cpuFloorMillis()),
            Memory.mebi(r.memoryFloorMebi()),
            r.minHistory(),
            r.changeThreshold(),
            rule(r.cpuLimit()),
            rule(r.memoryLimit()));
    var w = r.weights();
    return new OptimizationRun.OptimizationSettings(
        currency(),
        config.allocation().teamLabels(),
        r.lookback(),
        sizes,
        Wishes.of(r),
        new Weights(w.cpuOver(), w.cpuMissing(), w.memoryPeak(), w.change()),
        spot(),
        nodes(),
        ledger());
  }

  private NodePlanRun.NodePlanSettings nodes() {
    double share = config.placement().maxPoolShare();
    return new NodePlanRun.NodePlanSettings(plan(), market(), share >= 1 ? Double.NaN : share);
  }

  private SpotPolicy spot() {
    var p = config.placement();
    return new SpotPolicy(
        p.minReplicas(),
        p.interruptionNotice(),
        p.minOnDemandShare(),
        new SpotScope(p.spotForbidden()),
        new SpotScope(p.spotAllowed()));
  }

  /// What nodes can be had, and at which price.
  MarketSettings market() {
    var p = config.placement();
    return new MarketSettings(
        currency(),
        new MarketSettings.Types(p.types().allow(), p.types().deny()),
        p.spot().price().equals("mean")
            ? MarketSettings.SpotChoice.mean(p.spot().window())
            : MarketSettings.SpotChoice.NOW,
        p.allZones(),
        p.prefixDelegation(),
        p.reserved().stream()
            .map(r ->
                new MarketSettings.Reservation(
                    r.cluster(), r.type(), r.zone(), r.count(), r.pricePerHour()))
            .toList(),
        p.overlays().stream()
            .map(o ->
                new MarketSettings.Overlay(o.type(), capacityType(o.capacityType()), o.percent()))
            .toList());
  }

  private static Optional<CapacityType> capacityType(String label) {
    return Stream.of(CapacityType.values()).filter(type -> type.label().equals(label)).findFirst();
  }

  /// How long and by which objective each cluster is planned.
  PlanSettings plan() {
    var p = config.placement();
    var risk =
        Stream.of(PlanSettings.Risk.values())
            .filter(r -> r.label().equals(p.risk()))
            .findFirst()
            .orElseThrow();
    return new PlanSettings(risk, p.timeLimit(), SEED);
  }

  private static RightsizeSettings.LimitRule rule(String word) {
    return RightsizeSettings.LimitRule.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  ReportRun.ReportSettings report() {
    var r = config.report();
    var templates =
        r.templates().isEmpty() ? Templates.builtIn() : Templates.of(Path.of(r.templates()));
    var from = config.mail().from();
    var domain = from.contains("@") ? from.substring(from.indexOf('@') + 1) : "trimtab.invalid";
    return new ReportRun.ReportSettings(
        r.title(),
        currency(),
        Path.of(r.directory()),
        templates,
        r.recipients(),
        domain,
        new ReportRun.Tolerances(
            BigDecimal.valueOf(r.billTolerance()), BigDecimal.valueOf(r.llmTolerance())));
  }

  /// Empty where no mail host is set.
  Optional<SmtpSettings> smtp() {
    var m = config.mail();
    return m.host().isEmpty()
        ? Optional.empty()
        : Optional.of(
            SmtpSettings.of(
                m.host(),
                m.port(),
                SmtpSettings.Tls.valueOf(m.tls().toUpperCase(Locale.ROOT)),
                m.user(),
                m.password().value(),
                m.from()));
  }

  /// How spend is watched.
  ///
  /// @param channels names of those that notices are for
  Sentinel.SentinelSettings sentinel(List<String> channels) {
    var s = config.sentinel();
    var budgets = new HashMap<String, Double>();
    for (var budget : s.budgets()) {
      var series = budget.series().isEmpty() ? "llm team/" + budget.team() : budget.series();
      budgets.put(series, budget.perMonth());
    }
    return new Sentinel.SentinelSettings(
        ledger(), pricing(), s.sensitivity(), s.lookback(), s.notifyWithin(), budgets, channels);
  }

  Duration keepSamples() {
    return config.retention().samples();
  }

  Duration keepProfiles() {
    return config.retention().profiles();
  }
}
