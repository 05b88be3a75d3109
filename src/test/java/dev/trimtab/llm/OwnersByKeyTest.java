package dev.trimtab.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.model.llm.LlmOwned;
import dev.trimtab.model.llm.LlmOwner;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class OwnersByKeyTest {
  private static LlmOwner owner(String key, String team) {
    return new LlmOwner(
        new LlmOwner.Match("", "", "", key, "", "", "", ""),
        new LlmOwned(team, "", ""),
        null,
        null);
  }

  @Test
  void the_first_of_a_keys_entries_and_of_those_for_any_key_is_taken() {
    var owners =
        new OwnersByKey(List.of(owner("a", "1"), owner("", "2"), owner("b", "3"), owner("", "4")));
    assertThat(owners.first("a", _ -> true)).contains(owner("a", "1"));
    assertThat(owners.first("b", _ -> true)).contains(owner("", "2"));
    assertThat(owners.first("b", each -> !each.owned().team().equals("2")))
        .contains(owner("b", "3"));
    assertThat(owners.first("", _ -> true)).contains(owner("", "2"));
    assertThat(owners.first("c", each -> each.owned().team().equals("3"))).isEmpty();
  }

  @Test
  void of_ten_thousand_keys_one_is_asked() {
    var owners =
        new OwnersByKey(
            IntStream.range(0, 10_000).mapToObj(key -> owner("k" + key, "t" + key)).toList());
    var asked = new ArrayList<LlmOwner>();
    assertThat(owners.first("k9999", each -> asked.add(each))).contains(owner("k9999", "t9999"));
    assertThat(asked).hasSize(1);
  }
}
