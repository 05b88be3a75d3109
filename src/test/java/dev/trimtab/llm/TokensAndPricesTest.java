package dev.trimtab.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.trimtab.app.prices.LlmPriceFile;
import dev.trimtab.model.Problem;
import dev.trimtab.model.cost.DailyCost;
import dev.trimtab.model.llm.LlmContract;
import dev.trimtab.model.llm.LlmOwner;
import dev.trimtab.model.llm.LlmPrice;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.PricedTokens;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.model.llm.TokenKind;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import dev.trimtab.units.Tokens;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TokensAndPricesTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-23");
  private static final TimeWindow HOUR =
      TimeWindow.ending(Instant.parse("2026-11-23T05:00:00Z"), Duration.ofHours(1));

  @Property(tries = 200)
  void openai_kinds_are_disjoint_and_add_up_to_what_the_provider_counts(
      @ForAll @LongRange(min = 0, max = 1_000_000_000) long fresh,
      @ForAll @LongRange(min = 0, max = 1_000_000_000) long cached,
      @ForAll @LongRange(min = 0, max = 1_000_000_000) long written,
      @ForAll @LongRange(min = 0, max = 1_000_000) long audio,
      @ForAll @LongRange(min = 0, max = 1_000_000_000) long output) {
    var usage =
        usage(
            scope("openai", "gpt-5", "standard", ""),
            Map.of(
                "input_tokens", fresh + cached + written + audio,
                "input_cached_tokens", cached,
                "input_cache_write_tokens", written,
                "input_audio_tokens", audio,
                "output_tokens", output + audio,
                "output_audio_tokens", audio));
    var normal = Normaliser.normalise(usage);
    assertThat(normal.problems()).isEmpty();
    assertThat(total(normal.value().tokens()))
        .isEqualTo(fresh + cached + written + audio + output + audio);
    assertThat(normal.value().tokens().getOrDefault(TokenKind.INPUT, Tokens.ZERO).count())
        .isEqualTo(fresh);
  }

  @Property(tries = 200)
  void whatever_the_counters_nothing_becomes_negative(
      @ForAll @LongRange(min = 0, max = 1000) long input,
      @ForAll @LongRange(min = 0, max = 1000) long cached) {
    var normal =
        Normaliser.normalise(
            usage(
                scope("openai", "gpt-5", "standard", ""),
                Map.of("input_tokens", input, "input_cached_tokens", cached)));
    assertThat(normal.value().tokens().values()).allMatch(tokens -> tokens.count() > 0);
    assertThat(normal.problems().isEmpty()).isEqualTo(cached <= input);
  }

  @Test
  void anthropic_input_does_not_include_what_was_cached() {
    var normal =
        Normaliser.normalise(
            usage(
                scope("anthropic", "claude-opus-5", "standard", ""),
                Map.of(
                    "uncached_input_tokens", 10L,
                    "cache_read_input_tokens", 20L,
                    "cache_creation.ephemeral_5m_input_tokens", 3L,
                    "cache_creation.ephemeral_1h_input_tokens", 4L,
                    "output_tokens", 5L)));
    assertThat(normal.value().tokens())
        .containsEntry(TokenKind.INPUT, new Tokens(10))
        .containsEntry(TokenKind.CACHE_WRITE_1H, new Tokens(4));
    assertThat(total(normal.value().tokens())).isEqualTo(42);
    assertThat(normal.value().requests()).isEqualTo(-1);
  }

  @Test
  void a_name_may_differ_by_its_date_only_so_a_mini_is_never_priced_as_its_family() {
    var book = new PriceBook(List.of(price("gpt-4o", "standard", 0, "2024-01-01", "2.5")));
    assertThat(input(book, "gpt-4o-2024-08-06", "standard", "")).isEqualTo(known("2.5"));
    for (var other :
        List.of("gpt-4o-mini", "gpt-4o-mini-2024-07-18", "gpt-4", "gpt-4o-audio-preview")) {
      assertThat(input(book, other, "standard", ""))
          .as(other)
          .isInstanceOfSatisfying(
              Price.Unknown.class,
              unknown -> assertThat(unknown.message()).contains("nearest known name is gpt-4o"));
    }
  }

  @Test
  void an_entry_of_its_own_beats_the_family() {
    var book =
        new PriceBook(
            List.of(
                price("gpt-4o", "standard", 0, "2024-01-01", "2.5"),
                price("gpt-4o-2024-05-13", "standard", 0, "2024-01-01", "5")));
    assertThat(input(book, "gpt-4o-2024-05-13", "standard", "")).isEqualTo(known("5"));
  }

  @Test
  void the_latest_price_of_the_day_holds_with_its_own_context_tiers() {
    var book =
        new PriceBook(
            List.of(
                price("m", "standard", 0, "2026-01-01", "3"),
                price("m", "standard", 200_000, "2026-01-01", "6"),
                price("m", "standard", 0, "2026-12-01", "4")));
    assertThat(input(book, "m", "standard", "")).isEqualTo(known("3"));
    assertThat(input(book, "m", "standard", "200k-1M")).isEqualTo(known("6"));
    var later = LocalDate.parse("2026-12-01");
    assertThat(book.of(scope("openai", "m", "standard", "200k-1M"), TokenKind.INPUT, later))
        .isEqualTo(known("4"));
    assertThat(book.of(scope("openai", "m", "standard", ""), TokenKind.INPUT, LocalDate.EPOCH))
        .isInstanceOf(Price.Unknown.class);
  }

  @Test
  void a_tier_that_the_book_does_not_price_is_unknown() {
    var book = new PriceBook(List.of(price("m", "standard", 0, "2026-01-01", "3")));
    assertThat(input(book, "m", "batch", "")).isInstanceOf(Price.Unknown.class);
    assertThat(input(book, "m", "priority", "")).isInstanceOf(Price.Unknown.class);
  }

  @Test
  void the_most_specific_owner_wins_and_a_tie_is_told() {
    var map =
        new Attribution(
            List.of(
                owner("openai", "", "", "all", null),
                owner("openai", "p", "", "project", null),
                owner("", "", "k", "key", null),
                owner("openai", "p", "", "successor", LocalDate.parse("2026-12-01"))));
    assertThat(map.of(scope("openai", "m", "standard", ""), DAY).team()).isEqualTo("key");
    assertThat(map.of(new LlmScope("openai", "p", "", "", "m", "standard", ""), DAY).team())
        .isEqualTo("project");
    assertThat(map.of(new LlmScope("openai", "q", "", "", "m", "standard", ""), DAY).team())
        .isEqualTo("all");
    assertThat(map.of(new LlmScope("anthropic", "p", "", "", "m", "standard", ""), DAY).team())
        .isEqualTo(DailyCost.UNATTRIBUTED);
    assertThat(map.ambiguities())
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .contains("both project and successor own it from 2026-12-01 on; successor is taken");
  }

  @Test
  void the_ledger_adds_up_to_the_last_digit_and_an_unknown_model_is_loud_and_never_zero() {
    var ledger =
        new LlmLedger(
            new PriceBook(List.of(price("gpt-5", "standard", 0, "2026-01-01", "1.25"))),
            new Attribution(List.of()));
    var known = usage(scope("openai", "gpt-5", "standard", ""), Map.of("input_tokens", 7L));
    var unknown =
        usage(scope("openai", "gpt-9", "standard", ""), Map.of("input_tokens", 1_000_000L));
    var priced = ledger.price(List.of(known, known, unknown));
    assertThat(priced.value())
        .extracting(PricedTokens::cost)
        .containsExactly(Money.usd("0.0000175"), null);
    assertThat(priced.problems())
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .contains("gpt-9", "1,000,000", "nearest known name is gpt-5");
  }

  @Test
  void a_call_that_several_witnesses_saw_counts_once() {
    var ledger =
        new LlmLedger(
            new PriceBook(List.of(price("gpt-5", "standard", 0, "2026-01-01", "1.25"))),
            new Attribution(List.of()));
    var call = LlmScope.of("openai", "gpt-5");
    var seen =
        List.of(
            usage(call.via("langfuse"), Map.of("input_tokens", 7L)),
            usage(call.via("litellm").apiKey("k"), Map.of("input_tokens", 8L)),
            usage(call.via("opentelemetry"), Map.of("input_tokens", 9L)));
    assertThat(ledger.price(seen).value())
        .singleElement()
        .satisfies(row -> assertThat(row.scope().via()).isEqualTo("litellm"));
  }

  @Test
  void a_trace_of_a_model_that_a_cloud_has_told_does_not_count_at_its_maker_again() {
    var ledger =
        new LlmLedger(
            new PriceBook(List.of(price("gpt-5", "standard", 0, "2026-01-01", "1.25"))),
            new Attribution(List.of()));
    var cloud = LlmScope.of("aws.bedrock", "us.anthropic.claude-haiku-4-5-20251001-v1:0");
    var seen =
        List.of(
            usage(cloud, Map.of("inputTokens", 7L)),
            usage(
                LlmScope.of("anthropic", "claude-haiku-4-5").via("langfuse"),
                Map.of("input_tokens", 7L)),
            usage(
                LlmScope.of("anthropic", "claude-haiku-4").via("langfuse"),
                Map.of("input_tokens", 5L)));
    assertThat(ledger.price(seen).value())
        .extracting(row -> row.scope().model())
        .containsExactlyInAnyOrder(cloud.model(), "claude-haiku-4");
  }

  @Test
  void tools_are_counted_and_priced_by_the_session_the_search_and_the_stored_gigabyte() {
    var book = new PriceBook(List.of(LlmPriceFile.read("config/prices/llm.yaml")));
    var ledger = new LlmLedger(book, new Attribution(List.of()));
    var openai = LlmScope.of("openai", "").project("p");
    long gib = 1L << 30;
    var priced =
        ledger.price(
            List.of(
                usage(openai.endpoint("code_interpreter"), Map.of("num_sessions", 7L)),
                usage(openai.endpoint("file_search"), Map.of("num_requests", 1000L)),
                usage(openai.endpoint("vector_stores"), Map.of("usage_bytes", 24 * gib))));
    assertThat(priced.problems()).isEmpty();
    // 7 x 0.03, 1000 x 0.0025, and 24 GiB for an hour at 0.10 a day
    assertThat(priced.value())
        .extracting(PricedTokens::kind, row -> row.tokens().count(), TokensAndPricesTest::stored)
        .containsExactlyInAnyOrder(
            tuple(TokenKind.CODE_SESSION, 7L, Money.usd("0.21")),
            tuple(TokenKind.FILE_SEARCH, 1000L, Money.usd("2.5")),
            tuple(TokenKind.STORAGE, 24 * gib, Money.usd("0.1")));
    // such calls of another report are no searches of files
    assertThat(
            Normaliser.normalise(usage(openai.endpoint("other"), Map.of("num_requests", 9L)))
                .value()
                .tokens())
        .isEmpty();
  }

  private static Money stored(PricedTokens row) {
    return row.cost() == null ? Money.usd("-1") : row.cost().stored();
  }

  @Test
  void a_price_and_a_discount_of_all_models_hold_for_models_that_no_book_knows() {
    var book =
        new PriceBook(
            List.of(
                price("gpt-5", "standard", 0, "2026-01-01", "1.25"),
                price("*", "standard", 0, "2026-01-01", "3")));
    assertThat(input(book, "gpt-5", "standard", "")).isEqualTo(known("1.25"));
    assertThat(input(book, "unheard-of", "standard", "")).isEqualTo(known("3"));
    assertThat(input(book, "unheard-of", "batch", "")).isInstanceOf(Price.Unknown.class);
    var discount = LlmContract.discount("openai", "*", new BigDecimal("0.5"), null, null);
    var ledger =
        new LlmLedger(
            book, new Attribution(List.of()), new Contracts(List.of(discount)), Fx.NONE, Money.USD);
    var rows =
        ledger.price(
            List.of(
                usage(
                    scope("openai", "unheard-of", "standard", ""),
                    Map.of("input_tokens", 1_000_000L))));
    assertThat(rows.value().getFirst().effective()).isEqualTo(Money.usd("1.5"));
  }

  private static Price input(PriceBook book, String model, String tier, String context) {
    return book.of(scope("openai", model, tier, context), TokenKind.INPUT, DAY);
  }

  private static Price known(String perMillion) {
    return new Price.Known(Money.usd(perMillion));
  }

  private static long total(Map<TokenKind, Tokens> tokens) {
    return tokens.values().stream().mapToLong(Tokens::count).sum();
  }

  private static ProviderUsage usage(LlmScope scope, Map<String, Long> counters) {
    return new ProviderUsage(scope, HOUR, counters);
  }

  private static LlmScope scope(String provider, String model, String tier, String context) {
    return new LlmScope(provider, "p", "k", "", model, tier, context);
  }

  private static LlmPrice price(String model, String tier, long context, String from, String usd) {
    return new LlmPrice(
        "openai", model, TokenKind.INPUT, tier, context, LocalDate.parse(from), Money.usd(usd), "");
  }

  private static LlmOwner owner(
      String provider, String project, String key, String team, @Nullable LocalDate from) {
    return new LlmOwner(provider, project, key, team, "", "", from, null);
  }
}
