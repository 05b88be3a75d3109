package dev.trimtab.collect.llm.api;

import dev.trimtab.model.Check;
import dev.trimtab.model.Source.Reach;
import dev.trimtab.model.SourceUnavailable;
import java.net.URI;
import java.util.List;

/// How to reach one organisation at one provider.
///
/// @param name our word for the organisation
/// @param url root of the API, without `/v1`
/// @param adminKey an admin key, which usage APIs want; never shown
public record ProviderSettings(String name, URI url, String adminKey, Reach reach) {
  /// Something to try; says what it found.
  @FunctionalInterface
  public interface Trial {
    String run() throws SourceUnavailable;
  }

  public Login bearer(String wanted) {
    return Login.bearer(adminKey, wanted);
  }

  /// What came of a trial, for `trimtab doctor`.
  public List<Check> check(String subject, Trial trial) {
    try {
      return List.of(Check.ok(subject, trial.run()));
    } catch (SourceUnavailable e) {
      return List.of(
          Check.failed(
              subject,
              String.valueOf(e.getMessage()),
              "check the key, and that " + url + " can be reached"));
    }
  }

  @Override
  public String toString() {
    return name + " at " + url;
  }
}
