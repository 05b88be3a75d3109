package dev.trimtab.model.llm;

import java.util.Collection;
import java.util.TreeSet;

/// Whose usage it is and of what, in the provider's own ids; empty where the provider does not
/// tell. Start from [#of] and add what is known: `LlmScope.of("openai", "gpt-5").project("p")`.
///
/// @param provider who bills it, a name of [LlmProvider] where it has one
/// @param organization organization, account or subscription at the provider
/// @param project project, workspace or inference profile id
/// @param apiKey id of the key, never the key itself
/// @param tier `standard`, `batch`, `flex`, `priority`, `fast`
/// @param context the provider's context tier, such as `200k-1M`; empty for the base tier
/// @param endpoint what was called, such as `chat`, `embeddings` or a URL's host
/// @param region region or location that served it
/// @param tags sorted, joined by commas, each a word or `key=value`: see [#tags(Collection)]
/// @param via the witness that tells it, such as `litellm`; empty where the provider itself does.
///   What a witness tells is not counted again where the provider tells the same day
public record LlmScope(
    String provider,
    String organization,
    String project,
    String apiKey,
    String user,
    String model,
    String tier,
    String context,
    String endpoint,
    String region,
    String tags,
    String via) {
  public static final String STANDARD = "standard";

  /// Most letters of tags that are kept, whole tags only: they are part of an index key.
  private static final int TAG_LETTERS = 600;

  /// What providers told before organizations, endpoints and tags were kept.
  public LlmScope(
      String provider,
      String project,
      String apiKey,
      String user,
      String model,
      String tier,
      String context) {
    this(provider, "", project, apiKey, user, model, tier, context, "", "", "", "");
  }

  /// A model's standard tier, and nothing else known.
  public static LlmScope of(String provider, String model) {
    return new LlmScope(provider, "", "", "", model, STANDARD, "");
  }

  public LlmScope organization(String id) {
    return new LlmScope(
        provider, id, project, apiKey, user, model, tier, context, endpoint, region, tags, via);
  }

  public LlmScope project(String id) {
    return new LlmScope(
        provider,
        organization,
        id,
        apiKey,
        user,
        model,
        tier,
        context,
        endpoint,
        region,
        tags,
        via);
  }

  public LlmScope apiKey(String id) {
    return new LlmScope(
        provider,
        organization,
        project,
        id,
        user,
        model,
        tier,
        context,
        endpoint,
        region,
        tags,
        via);
  }

  public LlmScope user(String id) {
    return new LlmScope(
        provider,
        organization,
        project,
        apiKey,
        id,
        model,
        tier,
        context,
        endpoint,
        region,
        tags,
        via);
  }

  public LlmScope model(String name) {
    return new LlmScope(
        provider,
        organization,
        project,
        apiKey,
        user,
        name,
        tier,
        context,
        endpoint,
        region,
        tags,
        via);
  }

  /// With a tier of the price book; an empty one is the standard tier.
  public LlmScope tier(String name) {
    var told = name.isEmpty() ? STANDARD : name;
    return new LlmScope(
        provider,
        organization,
        project,
        apiKey,
        user,
        model,
        told,
        context,
        endpoint,
        region,
        tags,
        via);
  }

  public LlmScope context(String name) {
    return new LlmScope(
        provider,
        organization,
        project,
        apiKey,
        user,
        model,
        tier,
        name,
        endpoint,
        region,
        tags,
        via);
  }

  public LlmScope endpoint(String name) {
    return new LlmScope(
        provider,
        organization,
        project,
        apiKey,
        user,
        model,
        tier,
        context,
        name,
        region,
        tags,
        via);
  }

  public LlmScope region(String name) {
    return new LlmScope(
        provider,
        organization,
        project,
        apiKey,
        user,
        model,
        tier,
        context,
        endpoint,
        name,
        tags,
        via);
  }

  /// With tags, each a word or `key=value`; a comma within becomes a blank.
  public LlmScope tags(Collection<String> words) {
    var joined = new StringBuilder();
    for (var word : new TreeSet<>(words)) {
      var tag = word.replace(',', ' ').strip();
      if (!tag.isEmpty() && joined.length() + tag.length() < TAG_LETTERS) {
        joined.append(joined.isEmpty() ? "" : ",").append(tag);
      }
    }
    return new LlmScope(
        provider,
        organization,
        project,
        apiKey,
        user,
        model,
        tier,
        context,
        endpoint,
        region,
        joined.toString(),
        via);
  }

  public LlmScope via(String witness) {
    return new LlmScope(
        provider,
        organization,
        project,
        apiKey,
        user,
        model,
        tier,
        context,
        endpoint,
        region,
        tags,
        witness);
  }
}
