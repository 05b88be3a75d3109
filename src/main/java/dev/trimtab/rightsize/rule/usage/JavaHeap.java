package dev.trimtab.rightsize.rule.usage;

import static dev.trimtab.model.usage.Gauge.JVM_HEAP_MAX;
import static dev.trimtab.model.usage.Gauge.JVM_HEAP_USED;
import static dev.trimtab.model.usage.Gauge.JVM_NONHEAP_USED;
import static dev.trimtab.rightsize.amount.Measure.MEMORY;
import static dev.trimtab.rightsize.rule.Estimator.memoryPeak;

import dev.trimtab.rightsize.rule.Plausible;
import dev.trimtab.rightsize.rule.Sizing;
import dev.trimtab.rightsize.rule.SizingCase;
import dev.trimtab.rightsize.rule.SizingRule;
import java.util.Locale;
import java.util.regex.Pattern;

/// A Java heap grows to what it may have, needed or not: how full memory is says little, how much
/// of the heap is live says it.
///
/// What was measured stays the proposal, since only another heap size frees the memory; the note
/// says both sizes that belong together. A limit is never proposed that a full heap would break.
public record JavaHeap() implements SizingRule {
  private static final double LIMIT_MARGIN = 1.1;

  /// Room for garbage between collections.
  private static final double HEAP_ROOM = 1.3;

  /// A smaller surplus is not worth a flag.
  private static final double WORTH = 0.75;

  private static final long MEBI = 1L << 20;
  private static final Pattern BY_NAME =
      Pattern.compile(
          "(^|[-_.])(java|jvm|jdk|jre|spring|springboot|tomcat|jetty|wildfly|quarkus|kafka|zookeeper|cassandra|elasticsearch|opensearch|solr|keycloak|jenkins|flink|trino|neo4j|logstash|nifi)([-_.0-9]|$)");

  @Override
  public Sizing apply(SizingCase subject, Sizing sizing) {
    var gauges = subject.history().gauges();
    double used = gauges.getOrDefault(JVM_HEAP_USED, Double.NaN);
    double max = gauges.getOrDefault(JVM_HEAP_MAX, Double.NaN);
    if (!(used > 0) || !Plausible.bytes(used)) {
      return looksLikeJava(subject)
          ? sizing.noting(
              "By its name it runs on a JVM, but no JVM metrics are seen: how much of its memory is live heap cannot be told, and the heap settings (MaxRAMPercentage, -Xmx) have to be checked before its limit goes down.")
          : sizing;
    }
    double nonHeap = Math.max(0, gauges.getOrDefault(JVM_NONHEAP_USED, 0.0));
    var seen =
        sizing
            .figure("jvm_heap_used_bytes", used)
            .figure("jvm_heap_max_bytes", max)
            .figure("jvm_nonheap_used_bytes", nonHeap);
    return max > 0 && Plausible.bytes(max) ? bounded(subject, seen, used, max, nonHeap) : seen;
  }

  private static Sizing bounded(
      SizingCase subject, Sizing sizing, double used, double max, double nonHeap) {
    long least = Plausible.memory((max + nonHeap) * LIMIT_MARGIN).bytes();
    var safe = sizing.with(MEMORY, sizing.memory().limitAtLeast(least));
    double heap = used * HEAP_ROOM;
    if (heap > WORTH * max) {
      return safe.noting(
          "Its heap holds up to %s live of %s at most, beside %s that is no heap: a memory limit stays at %s or more."
              .formatted(words(used), words(max), words(nonHeap), MEMORY.words(least)));
    }
    double peak = memoryPeak().estimate(subject.days()).orElse(0);
    double rest = Math.max(0, peak - max - nonHeap);
    long need = Plausible.memory((heap + nonHeap + rest) * LIMIT_MARGIN).bytes();
    return safe.noting(
            "Its heap may grow to %s, but no more than %s was live: with %s that is no heap, %s would do. Set the heap and the memory together: memory limit %s with -XX:MaxRAMPercentage=%d (or -Xmx%dm). As the heap is set now, a limit stays at %s or more."
                .formatted(
                    words(max),
                    words(used),
                    words(nonHeap + rest),
                    MEMORY.words(need),
                    MEMORY.words(need),
                    (int) Math.floor(100 * heap / need),
                    (long) Math.ceil(heap / MEBI),
                    MEMORY.words(least)))
        .figure("jvm_memory_need_bytes", (double) need);
  }

  private static boolean looksLikeJava(SizingCase subject) {
    var ref = subject.history().ref();
    return BY_NAME.matcher(ref.container().toLowerCase(Locale.ROOT)).find()
        || BY_NAME.matcher(ref.workload().name().toLowerCase(Locale.ROOT)).find();
  }

  private static String words(double bytes) {
    return MEMORY.words(Plausible.memory(bytes).bytes());
  }
}
