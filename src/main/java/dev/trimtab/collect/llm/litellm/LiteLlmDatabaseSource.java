package dev.trimtab.collect.llm.litellm;

import dev.trimtab.model.Check;
import dev.trimtab.model.Fact;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Source;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.llm.GatewayUsage;
import dev.trimtab.units.TimeWindow;
import java.util.List;

/// What passed through a LiteLLM gateway, from its own database, which is only read.
public final class LiteLlmDatabaseSource implements Source {
  /// The gateway's tables, wherever they are.
  public interface Tables {
    /// What passed in a window, by the hour or by the day.
    ///
    /// @throws SourceUnavailable when the database cannot be reached or read
    List<GatewayUsage> usage(TimeWindow window) throws SourceUnavailable;

    /// Says what can be read.
    String describe() throws SourceUnavailable;
  }

  private final String name;
  private final boolean hourly;
  private final Reach reach;
  private final Tables tables;

  /// @param name our word for the gateway
  /// @param hourly whether the tables tell by the hour
  public LiteLlmDatabaseSource(String name, boolean hourly, Reach reach, Tables tables) {
    this.name = name;
    this.hourly = hourly;
    this.reach = reach;
    this.tables = tables;
  }

  @Override
  public String name() {
    return "litellm-db/" + name;
  }

  @Override
  public Reach reach() {
    return reach;
  }

  @Override
  public void collect(TimeWindow window, FactSink sink) throws SourceUnavailable {
    for (var day : LiteLlmSource.days(window, hourly)) {
      var rows = new GatewayRows();
      tables.usage(day).forEach(rows::add);
      sink.accept(new Fact.LlmUsage(name(), "", day, rows.usage()));
      sink.completeThrough(day.end());
    }
  }

  @Override
  public List<Check> check() {
    try {
      return List.of(Check.ok(name(), tables.describe()));
    } catch (SourceUnavailable e) {
      return List.of(
          Check.failed(
              name(),
              String.valueOf(e.getMessage()),
              "check url, user and adminKey (the password) of this entry of llm.providers; the role needs select on \"LiteLLM_SpendLogs\" or \"LiteLLM_DailyUserSpend\""));
    }
  }
}
