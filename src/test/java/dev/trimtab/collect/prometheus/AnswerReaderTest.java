package dev.trimtab.collect.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class AnswerReaderTest {
  @Test
  void reads_a_million_points_and_tells_how_fast() throws Exception {
    int points = 1_000_000;
    var text = new StringBuilder("{\"status\":\"success\",\"data\":{\"result\":[");
    for (int i = 0; i < points; i++) {
      if (i % 1000 == 0) {
        text.append(i == 0 ? "" : "]},").append("{\"metric\":{\"pod\":\"p\"},\"values\":[");
      }
      text.append(i % 1000 == 0 ? "" : ",")
          .append("[" + (1_700_000_000L + i) + ",\"0.00" + i + "7\"]");
    }
    var body = text.append("]}]}}").toString().getBytes(StandardCharsets.UTF_8);
    var seen = new int[1];
    for (int round = 0; round < 5; round++) {
      seen[0] = 0;
      long began = System.nanoTime();
      AnswerReader.read(new ByteArrayInputStream(body), _ -> (_, _) -> seen[0]++);
      System.out.printf(
          "query_range: %,.0f points/s%n", points / ((System.nanoTime() - began) / 1e9));
    }
    assertThat(seen[0]).isEqualTo(points);
  }
}
