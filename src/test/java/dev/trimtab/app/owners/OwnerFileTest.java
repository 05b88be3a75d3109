package dev.trimtab.app.owners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimtab.app.config.ConfigInvalid;
import dev.trimtab.llm.Attribution;
import dev.trimtab.model.llm.LlmOwned;
import dev.trimtab.model.llm.LlmScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OwnerFileTest {
  @TempDir Path folder;

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void each_line_names_an_owner_and_the_days_it_holds() throws IOException {
    var map =
        new Attribution(
            OwnerFile.read(
                List.of(
                    file(
                        "a.csv",
                        """
                        provider,organization,project,key,user,tag,model,endpoint,team,namespace,workload,cost_centre,environment,from,to
                        openai,org,p,k1,,,,,search,find,Deployment/api,CC-7,production,2026-11-01,2026-11-15
                        openai,org,p,k1,,,,,"ads, paid",,,,,2026-11-15,
                        """),
                    // columns in any order, those that say nothing left out
                    file("b.csv", "team,model,tag\nlab,gpt-5*,\nchat,,app=chat\n"))));
    var k1 = LlmScope.of("openai", "m").organization("org").project("p").apiKey("k1");
    assertThat(map.of(k1, LocalDate.parse("2026-11-14")))
        .isEqualTo(new LlmOwned("search", "find", "Deployment/api", "CC-7", "production"));
    assertThat(map.of(k1, LocalDate.parse("2026-11-15")).team()).isEqualTo("ads, paid");
    assertThat(map.of(k1, LocalDate.parse("2026-10-31")).team()).isEqualTo("unattributed");
    var day = LocalDate.parse("2026-11-20");
    assertThat(map.of(LlmScope.of("openai", "gpt-5-mini"), day).team()).isEqualTo("lab");
    var tagged = LlmScope.of("openai", "gpt-5-mini").tags(List.of("app=chat"));
    assertThat(map.of(tagged, day).team()).isEqualTo("chat");
  }

  @Test
  void every_line_that_is_wrong_is_told_with_its_number() throws IOException {
    var one =
        file(
            "one.csv",
            """
            provider,project,tem,team,from,to,model
            openia,p,,search,,,
            openai,p,,,,,
            openai,p,,search,23.11.2026,,
            openai,p,,search,2026-11-02,2026-11-01,
            openai,p,,search,,,/(/
            openai,p,,search
            openai,p,,search,,,
            """);
    var two = file("two.csv", "owner,key\nsearch,k\n");
    assertThatThrownBy(() -> OwnerFile.read(List.of(one, two, "none.csv")))
        .isInstanceOfSatisfying(
            ConfigInvalid.class,
            e ->
                assertThat(e.errors())
                    .extracting(error -> error.line() + " " + error.message())
                    .satisfiesExactly(
                        m ->
                            assertThat(m)
                                .startsWith("1 column \"tem\" is unknown")
                                .contains("team"),
                        m -> assertThat(m).startsWith("2 provider \"openia\"").contains("openai?"),
                        m -> assertThat(m).startsWith("3 team is empty"),
                        m -> assertThat(m).startsWith("4 from (23.11.2026) must be a day"),
                        m -> assertThat(m).startsWith("5 to (2026-11-01) is not after from"),
                        m -> assertThat(m).startsWith("6 model \"/(/\" is no regular expression"),
                        m -> assertThat(m).startsWith("7 4 cells, but the header has 7"),
                        m -> assertThat(m).startsWith("0 ").contains("has no column team"),
                        m -> assertThat(m).startsWith("0 ").contains("does not exist")));
  }
}
