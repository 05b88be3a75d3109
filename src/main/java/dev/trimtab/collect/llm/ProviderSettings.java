package dev.trimtab.collect.llm;

import dev.trimtab.model.Source.Reach;
import java.net.URI;

/// How to reach one organisation at one provider.
///
/// @param name our word for the organisation
/// @param url root of the API, without `/v1`
/// @param adminKey an admin key, which usage APIs want; never shown
public record ProviderSettings(String name, URI url, String adminKey, Reach reach) {
  @Override
  public String toString() {
    return name + " at " + url;
  }
}
