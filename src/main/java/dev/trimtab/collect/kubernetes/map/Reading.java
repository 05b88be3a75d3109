package dev.trimtab.collect.kubernetes.map;

import dev.trimtab.model.Problem;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One reading of one cluster: what its objects share, and what was wrong with them.
public final class Reading {
  /// Longest label and annotation kept, in characters; Kubernetes itself allows labels of 63.
  static final int LONGEST = 1024;

  private static final Instant UNKNOWN_TIME = Instant.EPOCH;

  private final String source;
  private final Interner interner = new Interner();
  private final List<Problem> problems = new ArrayList<>();

  public Reading(String source) {
    this.source = source;
  }

  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  public void problem(String subject, String reason, String message) {
    problems.add(new Problem(source, subject, reason, message));
  }

  <T> T intern(T value) {
    return interner.intern(value);
  }

  String text(@Nullable String value) {
    return intern(Objects.requireNonNullElse(value, ""));
  }

  /// The labels, cut to what can be used; what is cut is a problem.
  Map<String, String> labels(ObjectMeta meta) {
    return labels(meta.getLabels(), subject(meta));
  }

  Map<String, String> labels(@Nullable Map<String, String> labels, String subject) {
    var kept = new HashMap<String, String>();
    for (var label : Objects.requireNonNullElse(labels, Map.<String, String>of()).entrySet()) {
      kept.put(cut(label.getKey(), subject), cut(label.getValue(), subject));
    }
    return intern(Map.copyOf(kept));
  }

  /// The annotations that are short enough to mean something to us; the long ones (such as the
  /// manifest that kubectl last applied, secrets and all) are none of our business.
  Map<String, String> annotations(ObjectMeta meta) {
    var kept = new HashMap<String, String>();
    for (var annotation : meta.getAnnotations().entrySet()) {
      var value = annotation.getValue();
      if (value != null
          && value.length() <= LONGEST
          && annotation.getKey().length() <= LONGEST
          && !annotation.getKey().equals("kubectl.kubernetes.io/last-applied-configuration")) {
        kept.put(intern(annotation.getKey()), intern(value));
      }
    }
    return intern(Map.copyOf(kept));
  }

  /// When the object was made; the epoch where it does not say (a manifest that was never applied).
  Instant createdAt(ObjectMeta meta) {
    var text = meta.getCreationTimestamp();
    if (text == null) {
      return UNKNOWN_TIME;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      problem(
          subject(meta),
          "bad-timestamp",
          "creationTimestamp '%s' is no RFC 3339 time; taken as unknown".formatted(text));
      return UNKNOWN_TIME;
    }
  }

  static String subject(ObjectMeta meta) {
    return meta.getNamespace() == null
        ? String.valueOf(meta.getName())
        : meta.getNamespace() + "/" + meta.getName();
  }

  private String cut(@Nullable String text, String subject) {
    if (text == null || text.length() <= LONGEST) {
      return text(text);
    }
    problem(
        subject,
        "long-label",
        "label '%s…' has %d characters; cut to %d"
            .formatted(text.substring(0, 40), text.length(), LONGEST));
    return text.substring(0, LONGEST);
  }
}
