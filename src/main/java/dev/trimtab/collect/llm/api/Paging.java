package dev.trimtab.collect.llm.api;

import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// How an API names its next page.
///
/// @param parameter of the query that asks for a page
/// @param next names the page after this one, empty after the last
public record Paging(String parameter, Function<JsonNode, Optional<String>> next) {
  private static final String MORE = "has_more";

  /// `has_more` and an opaque `next_page`.
  public static final Paging CURSOR =
      new Paging("page", page -> named(page, page.path("next_page").asString("")));

  /// Everything in one answer.
  public static final Paging NONE = new Paging("page", _ -> Optional.empty());

  /// `has_more` and the id of the list's last object, after which the next page begins.
  public static Paging after(String parameter) {
    return new Paging(parameter, page -> named(page, page.path("last_id").asString("")));
  }

  /// Pages counted from 1, told as `page` of `total_pages`.
  ///
  /// @param where finds the object that tells them in a page
  public static Paging numbered(Function<JsonNode, JsonNode> where) {
    return new Paging(
        "page",
        page -> {
          var told = where.apply(page);
          int number = told.path("page").asInt(1);
          return number < told.path("total_pages").asInt(1)
              ? Optional.of(Integer.toString(number + 1))
              : Optional.empty();
        });
  }

  private static Optional<String> named(JsonNode page, String name) {
    if (!page.path(MORE).asBoolean(false)) {
      return Optional.empty();
    }
    if (name.isEmpty()) {
      throw new IllegalArgumentException(
          "it has more pages and does not name the next one: what it has is not whole");
    }
    return Optional.of(name);
  }
}
