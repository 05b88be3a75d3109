package dev.trimtab.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.model.llm.KeyClaim;
import dev.trimtab.model.llm.KeyOwnership;
import dev.trimtab.model.llm.LlmOwned;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class KeyHistoryTest {
  private static final LocalDate ONE = LocalDate.parse("2026-11-01");

  private static KeyClaim claim(String team, @Nullable LocalDate since) {
    return new KeyClaim("", "k", new LlmOwned(team, "shop", ""), "prod/shop/Secret/llm", since);
  }

  private static List<KeyOwnership> next(List<KeyOwnership> known, int day, KeyClaim... claims) {
    return KeyHistory.next(known, List.of(claims), ONE.plusDays(day - 1L));
  }

  private static List<String> told(List<KeyOwnership> history) {
    return history.stream()
        .map(o ->
            "%s %s %s"
                .formatted(
                    o.owned().team(),
                    o.from().getDayOfMonth(),
                    o.to() == null ? "on" : o.to().getDayOfMonth()))
        .toList();
  }

  @Test
  void an_owner_holds_from_the_day_it_was_first_seen_until_another_replaces_it() {
    var first = next(List.of(), 5, claim("a", null));
    assertThat(told(first)).containsExactly("a 5 on");
    assertThat(next(first, 9, claim("a", null))).isEqualTo(first);
    var replaced = next(first, 10, claim("b", null));
    assertThat(told(replaced)).containsExactly("a 5 10", "b 10 on");
    assertThat(next(replaced, 10, claim("b", null))).isEqualTo(replaced);
    assertThat(told(next(replaced, 12))).containsExactly("a 5 10", "b 10 12");
    assertThat(told(next(next(replaced, 12), 15, claim("b", null))))
        .containsExactly("a 5 10", "b 10 12", "b 15 on");
  }

  @Test
  void an_owner_that_is_replaced_on_its_first_day_never_held() {
    var first = next(List.of(), 5, claim("a", null));
    assertThat(told(next(first, 5, claim("b", null)))).containsExactly("b 5 on");
    assertThat(next(first, 5)).isEmpty();
  }

  @Test
  void an_annotation_may_say_since_when_but_takes_no_day_from_an_earlier_owner() {
    assertThat(told(next(List.of(), 20, claim("a", ONE)))).containsExactly("a 1 on");
    var a = next(List.of(), 5, claim("a", null));
    assertThat(told(next(a, 20, claim("a", ONE.plusDays(1))))).containsExactly("a 2 on");
    assertThat(told(next(a, 20, claim("b", ONE)))).containsExactly("a 5 20", "b 20 on");
    var gap = next(next(a, 10), 20, claim("b", ONE));
    assertThat(told(gap)).containsExactly("a 5 10", "b 10 on");
  }
}
