package dev.trimtab.report;

import java.util.regex.Pattern;

/// API keys as they may be printed and sent. What is known by its look to be a secret shows its end
/// only; a provider's id of a key is none, and stays whole.
public final class KeyText {
  static final String UNKNOWN = "not told";

  /// What the name of a key's series begins with.
  private static final String SERIES = "llm key/";

  /// What providers' secrets begin with; their ids begin otherwise. A file of one's own may hold
  /// the key itself where an id belongs. What a gateway has shortened already stays as it is.
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)(sk[-_]|rk[-_]|csk-|gsk_|xai-|pplx-|r8_|hf_|fw_|tgp_|nvapi-|aiza|eyj|bearer\\s)[^…].*");

  /// What names a key and is none: ids with a word before them, and those of AWS. Ids have up to 24
  /// letters and digits; what is longer may be a key.
  private static final Pattern ID =
      Pattern.compile(
          "(api_?key|key|user|svc_?acct|wrkspc|workspace|proj|org)[-_].{0,24}|A[A-Z]{3}[0-9A-Z]{16,17}");

  /// Letters and digits without a word among them, as keys without a prefix are (Mistral, Azure,
  /// Cohere), or after a word or two. Names of people and services have gaps, or no digits.
  private static final Pattern RANDOM =
      Pattern.compile(
          "((?:[A-Za-z0-9]{1,16}[-_]){0,2})(?=[^0-9]*[0-9])(?=[^A-Za-z]*[A-Za-z])[A-Za-z0-9+/=]{20,}");

  /// As gateways tell keys.
  private static final Pattern HASH = Pattern.compile("(?i)[0-9a-f]{32,}");

  private static final int TAIL = 4;
  private static final int HEAD = 8;
  private static final int LONGEST = 40;

  private KeyText() {}

  /// A series' name, whose key is told as [#safe] does.
  public static String series(String name) {
    return name.startsWith(SERIES) && name.length() > SERIES.length()
        ? SERIES + safe(name.substring(SERIES.length()))
        : name;
  }

  /// An id as it may be printed and sent: what may be a secret shows its end only.
  public static String safe(String id) {
    var text = id.strip();
    if (text.isEmpty()) {
      return UNKNOWN;
    }
    var secret = SECRET.matcher(text);
    if (secret.matches()) {
      var prefix = secret.group(1);
      return prefix + "…" + (text.length() > prefix.length() + 2 * HEAD ? tail(text) : "");
    }
    if (HASH.matcher(text).matches()) {
      return text.substring(0, HEAD) + "…";
    }
    var random = RANDOM.matcher(text);
    if (random.matches() && !ID.matcher(text).matches()) {
      return random.group(1) + "…" + tail(text);
    }
    return text.length() <= LONGEST ? text : text.substring(0, 2 * HEAD) + "…" + tail(text);
  }

  private static String tail(String text) {
    return text.substring(text.length() - TAIL);
  }
}
