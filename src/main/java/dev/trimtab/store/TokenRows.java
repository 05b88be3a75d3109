package dev.trimtab.store;

import dev.trimtab.model.llm.LlmOwned;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.PricedTokens;
import dev.trimtab.model.llm.TokenKind;
import dev.trimtab.units.Money;
import dev.trimtab.units.Tokens;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/// Rows of `trimtab.token_usage_daily`, and what they have in common with other LLM tables.
final class TokenRows {
  private TokenRows() {}

  static PricedTokens read(ResultSet row) throws SQLException {
    boolean priced = row.getBigDecimal("cost") != null;
    return new PricedTokens(
        row.getObject("day", LocalDate.class),
        scope(row),
        new LlmOwned(
            row.getString("team"),
            row.getString("namespace"),
            row.getString("workload"),
            row.getString("cost_centre"),
            row.getString("environment")),
        TokenKind.valueOf(row.getString("kind")),
        new Tokens(row.getLong("tokens")),
        row.getLong("requests"),
        row.getLong("failed_requests"),
        priced ? money(row, "cost") : null,
        priced ? money(row, "effective_cost") : null,
        priced ? money(row, "billed_cost") : null,
        row.getString("note"));
  }

  static LlmScope scope(ResultSet row) throws SQLException {
    return new LlmScope(
        row.getString("provider"),
        row.getString("organization"),
        row.getString("project"),
        row.getString("api_key"),
        row.getString("usr"),
        row.getString("model"),
        row.getString("tier"),
        row.getString("context"),
        row.getString("endpoint"),
        row.getString("region"),
        row.getString("tags"),
        row.getString("via"));
  }

  static void write(Copy copy, PricedTokens row) {
    var s = row.scope();
    copy.plain(row.day())
        .text(s.provider())
        .text(s.project())
        .text(s.apiKey())
        .text(s.user())
        .text(s.model())
        .text(s.tier())
        .text(s.context())
        .text(row.owner().team())
        .text(row.owner().namespace())
        .text(row.owner().costCentre())
        .text(row.kind().name())
        .number(row.tokens().count())
        .number(row.requests())
        .plain(stored(row.cost()))
        .text(row.cost() == null ? "" : row.cost().currency().getCurrencyCode())
        .text(row.note())
        .text(s.organization())
        .text(s.endpoint())
        .text(s.region())
        .text(s.tags())
        .text(s.via())
        .text(row.owner().workload())
        .text(row.owner().environment())
        .number(row.failed())
        .plain(stored(row.effective()))
        .plain(stored(row.billed()));
    copy.endRow();
  }

  static Money money(ResultSet row, String column) throws SQLException {
    return new Money(Currency.getInstance(row.getString("currency")), row.getBigDecimal(column));
  }

  static @Nullable String stored(@Nullable Money money) {
    return money == null ? null : money.stored().amount().toPlainString();
  }
}
