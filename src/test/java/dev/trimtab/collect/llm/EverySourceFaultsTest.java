package dev.trimtab.collect.llm;

import static dev.trimtab.collect.llm.ScriptedProvider.json;
import static dev.trimtab.collect.llm.ScriptedProvider.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimtab.collect.RecordingSink;
import dev.trimtab.collect.aws.bedrock.BedrockSettings;
import dev.trimtab.collect.aws.bedrock.BedrockSource;
import dev.trimtab.collect.aws.bedrock.InvocationLogSettings;
import dev.trimtab.collect.aws.bedrock.InvocationLogSource;
import dev.trimtab.collect.http.RequestSigner;
import dev.trimtab.collect.llm.api.Login;
import dev.trimtab.collect.llm.azure.AzureSource;
import dev.trimtab.collect.llm.litellm.LiteLlmSource;
import dev.trimtab.collect.llm.telemetry.LangfuseSource;
import dev.trimtab.collect.llm.telemetry.TokenMetricsSource;
import dev.trimtab.model.Fact;
import dev.trimtab.model.Source;
import dev.trimtab.model.Source.Reach;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.units.TimeWindow;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What may go wrong at any provider, at each of them.
final class EverySourceFaultsTest {
  private static final TimeWindow DAY =
      new TimeWindow(Instant.parse("2026-11-22T00:00:00Z"), Instant.parse("2026-11-23T00:00:00Z"));
  private static final Reach REACH = new Reach(Duration.ofDays(35), Duration.ofDays(1));
  private static final String ACCOUNT = "/subscriptions/s/accounts/larkspur";

  /// A source, what it reads first, and an answer there in which nothing is.
  ///
  /// @param pageOf the page of a number, counted from 1, that has a further one; null where there
  ///   are no pages
  private record Each(
      String name, Source source, String path, String empty, IntFunction<String> pageOf) {
    boolean isPaged() {
      return !pageOf.apply(1).isEmpty();
    }
  }

  private final ScriptedProvider provider;

  EverySourceFaultsTest() throws IOException {
    provider = new ScriptedProvider();
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  private List<Each> sources() {
    var settings = ScriptedProvider.settings(provider.url());
    var login = Login.bearer(ScriptedProvider.KEY, "a key");
    var http = provider.http();
    var pauses = provider.pauses;
    IntFunction<String> cursor =
        n -> "{\"data\":[],\"has_more\":true,\"next_page\":\"page_" + n + "\"}";
    IntFunction<String> none = _ -> "";
    var bedrock =
        new BedrockSettings(
            "us-east-1",
            provider.url(),
            RequestSigner.NONE,
            URI.create(provider.url() + "bedrock"),
            RequestSigner.NONE,
            REACH);
    var logs =
        new InvocationLogSettings(
            "logs", URI.create(provider.url() + "logs"), "", Set.of(), RequestSigner.NONE, REACH);
    return List.of(
        new Each(
            "openai",
            provider.openAi(),
            "/v1/organization/usage/completions",
            ScriptedProvider.NOTHING,
            cursor),
        new Each(
            "anthropic",
            provider.anthropic(),
            "/v1/organizations/usage_report/messages",
            ScriptedProvider.NOTHING,
            cursor),
        new Each(
            "litellm",
            new LiteLlmSource(settings, true, http, pauses::add),
            "/spend/logs/v2",
            "{\"data\":[],\"page\":1,\"total_pages\":1}",
            n -> "{\"data\":[],\"page\":" + n + ",\"total_pages\":1000000}"),
        new Each(
            "langfuse",
            new LangfuseSource(settings, login, http, pauses::add),
            "/api/public/v2/metrics",
            "{\"data\":[]}",
            none),
        new Each(
            "prometheus",
            new TokenMetricsSource(settings, login, http, pauses::add),
            "/api/v1/query_range",
            "{\"data\":{\"result\":[]}}",
            none),
        new Each(
            "azure",
            new AzureSource(settings, List.of(ACCOUNT), login, http, pauses::add),
            ACCOUNT + "/providers/Microsoft.Insights/metrics",
            "{\"value\":[]}",
            none),
        new Each(
            "bedrock",
            new BedrockSource(bedrock, http),
            "/",
            "{\"Metrics\":[]}",
            n -> "{\"Metrics\":[],\"NextToken\":\"t" + n + "\"}"),
        new Each(
            "bedrock-logs",
            new InvocationLogSource(logs, http),
            "/logs",
            "<ListBucketResult/>",
            n ->
                "<ListBucketResult><NextContinuationToken>t"
                    + n
                    + "</NextContinuationToken></ListBucketResult>"));
  }

  private void each(Consumer<Each> test) {
    for (var each : sources()) {
      provider.pauses.clear();
      test.accept(each);
      provider.on(each.path(), json(each.empty()));
    }
  }

  private static RecordingSink collect(Source source) {
    var sink = new RecordingSink();
    try {
      source.collect(DAY, sink);
    } catch (SourceUnavailable e) {
      throw new AssertionError(source.name(), e);
    }
    return sink;
  }

  @Test
  void a_429_is_waited_out_as_long_as_it_asks_and_else_longer_each_time() {
    each(e -> {
      provider.on(e.path(), status(429, "{}", "7"), status(429, "{}", ""), json(e.empty()));
      assertThat(collect(e.source()).completed).as(e.name()).isNotEmpty();
      assertThat(provider.pauses)
          .as(e.name())
          .startsWith(Duration.ofSeconds(7), Duration.ofMillis(200));
    });
  }

  @Test
  void a_storm_of_500_leaves_everything_as_it_was() {
    each(e -> {
      provider.on(e.path(), status(500, "{}", ""));
      var sink = new RecordingSink();
      assertThatThrownBy(() -> e.source().collect(DAY, sink))
          .as(e.name())
          .isInstanceOf(SourceUnavailable.class)
          .hasMessageContaining("500");
      assertThat(sink.completed).as(e.name()).isEmpty();
      assertThat(sink.facts).as(e.name()).isEmpty();
    });
  }

  @Test
  void a_page_that_repeats_and_pages_that_never_end_leave_everything_as_it_was() {
    var paged = new ArrayList<String>();
    each(e -> {
      if (!e.isPaged()) {
        return;
      }
      paged.add(e.name());
      provider.on(e.path(), json(e.pageOf().apply(1)));
      refused(e, "twice");
      var calls = new AtomicInteger();
      provider.on(
          e.path(), exchange -> json(e.pageOf().apply(calls.incrementAndGet())).send(exchange));
      refused(e, "never end");
      assertThat(calls).as(e.name()).hasValueLessThan(2_002);
    });
    assertThat(paged).containsExactly("openai", "anthropic", "litellm", "bedrock", "bedrock-logs");
  }

  private static void refused(Each each, String message) {
    var sink = new RecordingSink();
    assertThatThrownBy(() -> each.source().collect(DAY, sink))
        .as(each.name())
        .isInstanceOf(SourceUnavailable.class)
        .hasMessageContaining(message);
    assertThat(sink.completed).as(each.name()).isEmpty();
    assertThat(sink.facts).as(each.name()).isEmpty();
  }

  @Test
  void a_key_that_is_taken_back_between_pages_leaves_no_half_window() {
    each(e -> {
      if (e.isPaged()) {
        provider.on(e.path(), json(e.pageOf().apply(1)), status(403, "{\"AccessDenied\":1}", ""));
        var sink = new RecordingSink();
        assertThatThrownBy(() -> e.source().collect(DAY, sink))
            .as(e.name())
            .isInstanceOf(SourceUnavailable.class)
            .hasMessageNotContaining(ScriptedProvider.KEY);
        assertThat(sink.completed).as(e.name()).isEmpty();
        assertThat(sink.facts).as(e.name()).isEmpty();
      }
    });
  }

  @Test
  void the_same_window_is_the_same_fact_again_so_that_a_revised_bucket_replaces_the_old_one() {
    each(e -> {
      provider.on(e.path(), json(e.empty()));
      var once = windows(collect(e.source()));
      var again = windows(collect(e.source()));
      assertThat(once).as(e.name()).isNotEmpty().isEqualTo(again);
      assertThat(once).as(e.name()).allMatch(window -> window.equals(DAY));
    });
  }

  private static List<TimeWindow> windows(RecordingSink sink) {
    return sink.facts.stream()
        .filter(Fact.LlmUsage.class::isInstance)
        .map(fact -> ((Fact.LlmUsage) fact).window())
        .toList();
  }
}
