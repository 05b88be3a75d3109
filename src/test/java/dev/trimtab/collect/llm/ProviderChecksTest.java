package dev.trimtab.collect.llm;

import static dev.trimtab.collect.llm.ScriptedProvider.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.model.Check;
import dev.trimtab.model.Source;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ProviderChecksTest {
  private static final URI NOWHERE = URI.create("http://trimtab.invalid");

  private final ScriptedProvider provider;

  ProviderChecksTest() throws IOException {
    provider = new ScriptedProvider();
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  private static Check only(Source source) {
    var checks = source.check();
    assertThat(checks).hasSize(1);
    assertThat(checks.toString()).doesNotContain(ScriptedProvider.KEY);
    return checks.getFirst();
  }

  @Test
  void a_provider_that_answers_is_well() {
    assertThat(List.of(only(provider.openAi()), only(provider.anthropic())))
        .allMatch(Check::ok)
        .allMatch(check -> check.fix().isEmpty());
  }

  @Test
  void a_key_that_is_refused_names_the_kind_that_is_wanted() {
    for (int code : new int[] {401, 403}) {
      provider
          .on("/v1/organization/usage/completions", status(code, "no", ""))
          .on("/v1/organizations/usage_report/messages", status(code, "no", ""));
      for (var check : List.of(only(provider.openAi()), only(provider.anthropic()))) {
        assertThat(check.ok()).isFalse();
        assertThat(check.message()).contains("(" + code + ")").contains("set adminKey");
        assertThat(check.fix()).contains("check the key");
      }
    }
  }

  @Test
  void a_key_that_may_read_usage_but_no_costs_fails_too() {
    provider.on("/v1/organization/costs", status(403, "no", ""));
    assertThat(only(provider.openAi()).ok()).isFalse();
  }

  @Test
  void an_unknown_host_is_told_with_its_name() {
    for (var check : List.of(only(provider.openAi(NOWHERE)), only(provider.anthropic(NOWHERE)))) {
      assertThat(check.ok()).isFalse();
      assertThat(check.message()).contains("trimtab.invalid").contains("unknown host");
      assertThat(check.fix()).contains("http://trimtab.invalid can be reached");
    }
  }
}
