package dev.trimtab.collect.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PagingAtScaleTest {
  private static final int PODS = 50_000;
  private static final Pattern LIMIT = Pattern.compile("limit=([0-9]+)");
  private static final Pattern CONTINUE = Pattern.compile("continue=([0-9]+)");

  /// About what a plain pod of a managed cluster weighs: 4 KB of JSON.
  private static final String FILLER =
      "\"managedFields\":[{\"manager\":\"kubelet\",\"fieldsV1\":{\"f:x\":\""
          + "y".repeat(3000)
          + "\"}}]";

  @Test
  @Timeout(120)
  void fifty_thousand_pods_fit_into_256_mib_of_heap() throws IOException, InterruptedException {
    try (var api = new ScriptedApi()) {
      api.on(ScriptedApi.PODS, PagingAtScaleTest::page);
      var child =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  SmallHeap.class.getName(),
                  api.url().toString())
              .redirectErrorStream(true)
              .start();
      var said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(child.exitValue()).as(said).isZero();
      assertThat(said).contains("pods 50000 workloads 2500 ");
      assertThat(api.asked(ScriptedApi.PODS)).isEqualTo(100);
    }
  }

  private static void page(HttpExchange exchange) throws IOException {
    var query = exchange.getRequestURI().getQuery();
    var limit = number(LIMIT, query, PODS);
    var first = number(CONTINUE, query, 0);
    var last = Math.min(PODS, first + limit);
    var items = new StringBuilder();
    for (int i = first; i < last; i++) {
      items.append(i == first ? "" : ",").append(pod(i));
    }
    ScriptedApi.list("PodList", last == PODS ? "" : String.valueOf(last), items.toString())
        .send(exchange);
  }

  private static int number(Pattern pattern, String query, int otherwise) {
    var matcher = pattern.matcher(query);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : otherwise;
  }

  private static String pod(int i) {
    var workload = i / 20;
    return """
    {"metadata":{"name":"w-%d-%d","namespace":"ns-%d","uid":"u-%d",
      "creationTimestamp":"2026-11-01T00:00:00Z","labels":{"app":"w-%d","tier":"web"},
      "ownerReferences":[{"apiVersion":"apps/v1","kind":"StatefulSet","name":"w-%d",
        "uid":"o-%d","controller":true}],%s},
     "spec":{"nodeName":"node-%d","containers":[{"name":"app","image":"x","env":[],
       "resources":{"requests":{"cpu":"%dm","memory":"128Mi"},"limits":{"memory":"256Mi"}}}]},
     "status":{"phase":"Running"}}\
    """
        .formatted(
            workload,
            i,
            workload % 50,
            i,
            workload,
            workload,
            workload,
            FILLER,
            i % 1000,
            100 + workload % 7);
  }
}
