package dev.trimtab.bench;

import dev.trimtab.store.Database;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.postgresql.PGConnection;

/// Usage of many LLM keys, hour by hour, as a provider's API tells it: levels over three
/// magnitudes, a daily shape and noise. One key in two hundred runs away for a day every few weeks.
///
/// @param keys how many there are
/// @param always whether all of them call in every hour; else one in five does, and the others call
///   in ten hours of a working day, by the offices of three continents
record KeyLoad(int keys, boolean always) {
  private static final int ROUND_THE_CLOCK = 5;
  private static final int OFFICES = 3;
  private static final int OFFICE_HOURS = 10;
  static final int MODELS = 10;
  private static final int RUNS_AWAY = 200;
  private static final int RUNS_EVERY = 25 * 24;
  private static final int RUNS_FOR = 30;

  /// The id of a key, from 0.
  static String key(int number) {
    return "key_%05d".formatted(number);
  }

  /// The model that a key calls; there are as many as [#MODELS].
  static String model(int key) {
    return "model-" + key % MODELS;
  }

  /// Writes the usage of a window, in one COPY and so with the triggers that a collector's rows run
  /// into.
  void copy(Database database, Instant from, Instant to) throws SQLException {
    try (var connection = database.dataSource().getConnection()) {
      var copy = connection.unwrap(PGConnection.class).getCopyAPI();
      var in =
          copy.copyIn(
              """
              copy trimtab.llm_usage (provider, start_at, end_at, project, api_key, usr, model, tier, context, counters,
                source, organization, endpoint, region, tags, via) from stdin
              """);
      for (var hour = from; hour.isBefore(to); hour = hour.plus(Duration.ofHours(1))) {
        byte[] rows = rows(hour).getBytes(StandardCharsets.UTF_8);
        in.writeToCopy(rows, 0, rows.length);
      }
      in.endCopy();
    }
  }

  private String rows(Instant hour) {
    var times = "openai\t" + hour + "\t" + hour.plus(Duration.ofHours(1)) + "\tproject\t";
    var rows = new StringBuilder();
    for (int key = 0; key < keys; key++) {
      if (calls(key, hour)) {
        long requests = requests(key, hour);
        rows.append(times).append(key(key)).append("\t\t").append(model(key));
        rows.append("\tstandard\t\t{\"input_tokens\": ").append(requests * 1000);
        rows.append(", \"output_tokens\": ").append(requests * 200);
        rows.append(", \"num_model_requests\": ").append(requests);
        rows.append(", \"failed_requests\": ").append(requests / 100);
        rows.append("}\topenai/main\t\tchat\t\t\t\n");
      }
    }
    return rows.toString();
  }

  private boolean calls(int key, Instant hour) {
    var local = hour.atOffset(ZoneOffset.UTC).minusHours(8L * (key % OFFICES));
    return always
        || key % ROUND_THE_CLOCK == 0
        || (local.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0
            && local.getHour() < OFFICE_HOURS);
  }

  private static long requests(int key, Instant hour) {
    double level = 10 + 5000 * new SplittableRandom(key).nextDouble();
    long at = hour.getEpochSecond() / 3600;
    double day = 1 + 0.3 * Math.sin(2 * Math.PI * (at % 24) / 24);
    double noise = 1 + 0.3 * new SplittableRandom(key * 100_003L + at).nextDouble();
    boolean runs = key % RUNS_AWAY == 7 && (at + 13L * (key / RUNS_AWAY)) % RUNS_EVERY < RUNS_FOR;
    return (long) (level * day * noise * (runs ? 4 : 1));
  }
}
