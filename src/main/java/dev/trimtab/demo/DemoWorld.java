package dev.trimtab.demo;

import dev.trimtab.demo.aws.Ec2Server;
import dev.trimtab.demo.aws.FocusBill;
import dev.trimtab.demo.aws.PricingServer;
import dev.trimtab.demo.aws.SpotAdvisor;
import dev.trimtab.demo.http.LoopbackServer;
import dev.trimtab.demo.kubernetes.ApiServer;
import dev.trimtab.demo.llm.AnthropicServer;
import dev.trimtab.demo.llm.OpenAiServer;
import dev.trimtab.demo.llm.Owner;
import dev.trimtab.demo.market.SpotMarket;
import dev.trimtab.demo.prometheus.PrometheusServer;
import dev.trimtab.demo.seed.Noise;
import dev.trimtab.demo.seed.Period;
import dev.trimtab.demo.world.ClusterWorld;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// The invented publisher Larkspur Folio: three clusters, a cloud account, two LLM providers and a
/// mail server, each behind its real protocol on a free loopback port. The same seed and date give
/// the same answers, byte for byte.
public final class DemoWorld implements AutoCloseable {
  private static final long MAX_SAMPLES = 5_000_000;

  private final Period period;
  private final FocusBill bill;
  private final MailSink mail;
  private final LoopbackServer ec2;
  private final LoopbackServer pricing;
  private final LoopbackServer spotAdvisor;
  private final LoopbackServer openai;
  private final LoopbackServer anthropic;
  private final String openaiKey;
  private final String anthropicKey;
  private final List<DemoCluster> clusters = new ArrayList<>();
  private final List<LoopbackServer> servers = new ArrayList<>();

  private DemoWorld(long seed, LocalDate date, Path mailDirectory) throws IOException {
    this.period = new Period(date);
    this.openaiKey = "sk-admin-demo-" + Noise.letters(Noise.of(seed, "openai"), 24);
    this.anthropicKey = "sk-ant-admin01-demo-" + Noise.letters(Noise.of(seed, "anthropic"), 24);
    var market = new SpotMarket(seed);
    var worlds =
        List.of(
            new ClusterWorld("production", 1, seed, period),
            new ClusterWorld("staging", 0.35, seed, period),
            new ClusterWorld("development", 0.15, seed, period));
    this.bill = new FocusBill(worlds, period, market);
    this.mail = MailSink.start(mailDirectory);
    for (var world : worlds) {
      clusters.add(serve(world, seed));
    }
    this.ec2 = serve(new Ec2Server(market, period.asOf())::handle);
    this.pricing = serve(new PricingServer()::handle);
    this.spotAdvisor = serve(SpotAdvisor::handle);
    this.openai = serve(new OpenAiServer(period, seed, openaiKey)::handle);
    this.anthropic = serve(new AnthropicServer(period, seed, anthropicKey)::handle);
  }

  /// Starts every server.
  ///
  /// @param date the demo's today: its history ends at 06:00 UTC that day and is 28 days long
  /// @param mailDirectory where received mails are kept, one `.eml` file each
  public static DemoWorld start(long seed, LocalDate date, Path mailDirectory) throws IOException {
    return new DemoWorld(seed, date, mailDirectory);
  }

  /// The demo's now.
  public Instant asOf() {
    return period.asOf();
  }

  public List<DemoCluster> clusters() {
    return List.copyOf(clusters);
  }

  public URI ec2() {
    return ec2.uri();
  }

  public URI pricing() {
    return pricing.uri();
  }

  /// The address of the Spot Advisor's JSON itself.
  public URI spotAdvisor() {
    return spotAdvisor.uri().resolve(SpotAdvisor.PATH);
  }

  /// The host alone; paths begin with `/v1/organization/`.
  public URI openai() {
    return openai.uri();
  }

  public String openaiKey() {
    return openaiKey;
  }

  /// The host alone; paths begin with `/v1/organizations/`.
  public URI anthropic() {
    return anthropic.uri();
  }

  public String anthropicKey() {
    return anthropicKey;
  }

  /// Who owns which API key; one key is nobody's.
  public List<Owner> llmOwners() {
    return Owner.all();
  }

  public String region() {
    return SpotMarket.REGION;
  }

  /// Plain SMTP on loopback; any login will do.
  public int smtpPort() {
    return mail.port();
  }

  public List<String> mailRecipients() {
    return List.of("finance@larkspur.example", "platform-leads@larkspur.example");
  }

  /// Who is told of runaway spend.
  public String onCall() {
    return "oncall@larkspur.example";
  }

  /// Writes the cloud bill of the last 28 full days, as FOCUS 1.2 CSV, into a directory.
  public Path focusCsv(Path directory) throws IOException {
    return bill.write(directory);
  }

  @Override
  public void close() {
    servers.forEach(LoopbackServer::close);
    mail.close();
  }

  private DemoCluster serve(ClusterWorld world, long seed) throws IOException {
    var token = "demo-" + Noise.letters(Noise.of(seed, world.name() + "/token"), 32);
    var kubernetes = serve(new ApiServer(world, token)::handle);
    var prometheus = serve(new PrometheusServer(world, MAX_SAMPLES)::handle);
    return new DemoCluster(world.name(), kubernetes.uri(), prometheus.uri(), token);
  }

  private LoopbackServer serve(LoopbackServer.Handler handler) throws IOException {
    var server = LoopbackServer.start(handler);
    servers.add(server);
    return server;
  }
}
