package dev.trimtab.collect.aws.bedrock;

import dev.trimtab.collect.http.Http;
import dev.trimtab.model.SourceUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Lists and reads one bucket's objects.
final class S3Bucket {
  /// 1,000 keys a page.
  private static final int MOST_PAGES = 1_000;

  private static final int NOT_FOUND = 404;

  private final String source;
  private final InvocationLogSettings settings;
  private final Http http;

  /// Takes an object's bytes.
  @FunctionalInterface
  interface Body {
    /// Reads them to their end.
    ///
    /// @throws IOException when they break off, or are not as wanted
    void read(InputStream in) throws IOException;
  }

  S3Bucket(String source, InvocationLogSettings settings, Http http) {
    this.source = source;
    this.settings = settings;
    this.http = http;
  }

  /// Keys that begin with a prefix, in order.
  List<String> keys(String prefix) throws SourceUnavailable {
    return list(prefix, false);
  }

  /// What comes next below a prefix, each with its slash.
  List<String> folders(String prefix) throws SourceUnavailable {
    return list(prefix, true);
  }

  private List<String> list(String prefix, boolean folders) throws SourceUnavailable {
    var found = new ArrayList<String>();
    var seen = new HashSet<String>();
    for (var token = ""; seen.add(token) && seen.size() <= MOST_PAGES; ) {
      var page = page(prefix, folders, token);
      found.addAll(folders ? page.folders() : page.keys());
      token = page.next();
      if (token.isEmpty()) {
        return found;
      }
    }
    throw new SourceUnavailable(
        "%s: s3:ListBucket of %s gave a page twice or never ends (%,d pages). Nothing of this day was kept"
            .formatted(source, prefix, seen.size()));
  }

  private S3Page page(String prefix, boolean folders, String token) throws SourceUnavailable {
    var query = new TreeMap<>(Map.of("list-type", "2", "prefix", prefix));
    if (folders) {
      query.put("delimiter", "/");
    }
    if (!token.isEmpty()) {
      query.put("continuation-token", token);
    }
    var text =
        query.entrySet().stream()
            .map(e -> e.getKey() + "=" + encode(e.getValue()))
            .collect(Collectors.joining("&"));
    var page = new S3Page[1];
    get("s3:ListBucket", URI.create(root() + "?" + text), in -> page[0] = S3Page.read(in));
    return page[0];
  }

  /// Reads an object; one that breaks off is read again from its beginning.
  ///
  /// @return false when it is not there any more
  boolean read(String key, Body body) throws SourceUnavailable {
    var path = Stream.of(key.split("/", -1)).map(S3Bucket::encode).collect(Collectors.joining("/"));
    try {
      get("s3:GetObject", URI.create(root() + "/" + path), body);
      return true;
    } catch (Http.Refused e) {
      if (e.status() == NOT_FOUND && e.body().contains("NoSuchKey")) {
        return false;
      }
      throw refused("s3:GetObject", e);
    }
  }

  private void get(String action, URI uri, Body body) throws SourceUnavailable {
    for (int attempt = 1; ; attempt++) {
      try (var answer = http.send(settings.signer().sign("GET", uri, Map.of(), new byte[0]))) {
        body.read(answer);
        return;
      } catch (Http.Refused e) {
        if (action.equals("s3:GetObject")) {
          throw e;
        }
        throw refused(action, e);
      } catch (IOException e) {
        if (attempt >= http.attempts()) {
          throw new SourceUnavailable(
              "%s: %s gave %s not whole in %d tries: %s"
                  .formatted(source, action, uri.getPath(), attempt, e.getMessage()),
              e);
        }
      }
      http.backOff(attempt);
    }
  }

  private SourceUnavailable refused(String action, Http.Refused e) {
    if (e.body().contains("PermanentRedirect")
        || e.body().contains("AuthorizationHeaderMalformed")) {
      return new SourceUnavailable(
          "%s: the bucket %s is in another region. Set the region of this entry of aws.bedrockLogs to the bucket's own"
              .formatted(source, settings.bucket()),
          e);
    }
    if (e.body().contains("NoSuchBucket")) {
      return new SourceUnavailable(
          "%s: there is no bucket %s. Maybe it is mistyped in aws.bedrockLogs?"
              .formatted(source, settings.bucket()),
          e);
    }
    return e.status() == 403
        ? new SourceUnavailable(
            "%s: %s of bucket %s is denied. Allow it for this bucket; deploy/iam-policy.json has all that Trimtab needs"
                .formatted(source, action, settings.bucket()),
            e)
        : e.unavailable();
  }

  private String root() {
    return settings.url().toString().replaceAll("/$", "");
  }

  // S3 wants a blank as %20, and what it signs is what it was sent
  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
