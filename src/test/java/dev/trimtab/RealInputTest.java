package dev.trimtab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trimtab.app.Main;
import dev.trimtab.fixtures.KruizeConverter;
import dev.trimtab.fixtures.TestDatabase;
import dev.trimtab.store.DatabaseSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The nightly job on recorded input, from files alone. What is expected is worked out here from
/// the same files by plain splitting of text, with none of the project's readers.
final class RealInputTest {
  private static final Path DATA = Path.of("../shared/data");
  private static final Path MUST_GATHER =
      DATA.resolve("kubernetes/must-gather-aws-pods-nodes-workloads.tar.gz");
  private static final Path KRUIZE = DATA.resolve("usage/kruize");
  private static final Path SPOT =
      DATA.resolve("prices/aws/spot-history-2021/spot_history_us-east-1_linux_2021.csv.gz");
  private static final Path ON_DEMAND =
      DATA.resolve("prices/aws/ondemand_karpenter_2026-07-20.csv");
  private static final Path TYPES = DATA.resolve("prices/aws/catalog/joined_us-east-1.csv");
  private static final Path FOCUS = DATA.resolve("billing/focus/focus_1.0_sample_1000.csv");
  private static final Path OPENAI = DATA.resolve("llm/openai-api");
  private static final Path AZURE = DATA.resolve("llm/azure2023");

  /// Later than the newest usage: a row from the future would be refused.
  private static final Instant AS_OF = Instant.parse("2023-06-30T06:00:00Z");

  /// After all samples of LLM usage: a night of long ago is run again.
  private static final Instant NOW = Instant.parse("2026-10-01T06:00:00Z");

  @TempDir Path folder;

  private final DatabaseSettings.External settings = TestDatabase.fresh();

  @Test
  void nightly_from_files_alone_stores_what_the_files_say_and_a_second_run_changes_nothing()
      throws Exception {
    Assumptions.assumeTrue(
        Files.isDirectory(DATA), () -> "the open data is not there: no " + DATA.toAbsolutePath());
    var config = prepare();
    var first = nightly(config);

    the_cluster_is_that_of_the_must_gather();
    usage_is_that_of_the_series();
    prices_are_those_of_the_files();
    bills_are_those_of_the_sample();
    tokens_are_those_of_the_trace_and_the_sample_bodies();
    the_workbook_adds_up_to_what_sql_says(first);

    var before = publicTables();
    long spot = count("trimtab.spot_price");
    nightly(config);
    assertThat(count("trimtab.spot_price")).isEqualTo(spot);
    assertThat(publicTables()).isEqualTo(before);
  }

  // Cluster ---------------------------------------------------------------------------------------

  private void the_cluster_is_that_of_the_must_gather() throws Exception {
    var nodeTypes = new TreeMap<String, Integer>();
    var podName = Pattern.compile("(?m)^  kind: Pod$");
    int pods = 0;
    try (var files = Files.walk(folder.resolve("cluster"))) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        var path = file.toString().replace('\\', '/');
        if (path.endsWith("/core/pods.yaml")) {
          pods += (int) podName.matcher(Files.readString(file)).results().count();
        } else if (path.contains("/core/nodes/")) {
          var type = Pattern.compile("(?m)^    node.kubernetes.io/instance-type: (\\S+)$");
          var found = type.matcher(Files.readString(file));
          assertThat(found.find()).as(path).isTrue();
          nodeTypes.merge(found.group(1), 1, Integer::sum);
        }
      }
    }
    assertThat(pods).isEqualTo(239);
    assertThat(count("trimtab.pod where present")).isEqualTo(pods);
    assertThat(count("trimtab.node where present")).isEqualTo(6);
    assertThat(pairs("select instance_type, count(*) from trimtab.node group by 1"))
        .isEqualTo(text(nodeTypes));
    assertThat(nodeTypes.keySet()).containsExactly("m4.xlarge", "m5.xlarge");
  }

  // Usage -----------------------------------------------------------------------------------------

  private void usage_is_that_of_the_series() throws Exception {
    // seven intervals are recorded twice, one of them with two values: the later line stands
    var recorded = new TreeMap<String, Double>();
    try (var files = Files.list(KRUIZE)) {
      for (var file : files.filter(f -> f.toString().endsWith(".csv.gz")).sorted().toList()) {
        var lines = lines(file);
        var header = Arrays.asList(lines.getFirst().split(",", -1));
        int cpu = column(header, "cpu_usage_container_avg", "cpu_usage_namespace_avg");
        int start = column(header, "interval_start", "start_timestamp");
        int pod = header.indexOf("pod");
        int end = column(header, "interval_end", "end_timestamp");
        for (var line : lines.subList(1, lines.size())) {
          var cells = line.split(",", -1);
          if (!cells[cpu].isEmpty()) {
            long seconds = Duration.between(time(cells[start]), time(cells[end])).toSeconds();
            recorded.put(
                file + "|" + (pod < 0 ? "" : cells[pod]) + "|" + cells[start],
                Double.parseDouble(cells[cpu]) * seconds);
          }
        }
      }
    }
    double coreSeconds = recorded.values().stream().mapToDouble(Double::doubleValue).sum();
    assertThat(count("trimtab.usage")).isEqualTo(recorded.size());
    // a stored average has 24 bits
    assertThat(number("select sum(cpu_avg::double precision * seconds) from trimtab.usage"))
        .isCloseTo(coreSeconds, within(coreSeconds * 1e-6));
  }

  private static int column(List<String> header, String one, String other) {
    return Math.max(header.indexOf(one), header.indexOf(other));
  }

  /// `2023-05-30 17:00:01 +0000 UTC` or `Fri Jun 02 00:00:00 UTC 2023`.
  private static Instant time(String cell) {
    if (Character.isDigit(cell.charAt(0))) {
      return Instant.parse(cell.substring(0, 19).replace(' ', 'T') + "Z");
    }
    var format = DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss yyyy", Locale.ENGLISH);
    return LocalDateTime.parse(cell.replaceFirst(" [A-Z]+ (\\d{4})$", " $1"), format)
        .toInstant(ZoneOffset.UTC);
  }

  // Prices ----------------------------------------------------------------------------------------

  private void prices_are_those_of_the_files() throws Exception {
    Set<String> points = new HashSet<>();
    var least = new BigDecimal("1e9");
    var most = BigDecimal.ZERO;
    var sum = BigDecimal.ZERO;
    var lines = lines(SPOT);
    for (var line : lines.subList(1, lines.size())) {
      int price = line.lastIndexOf(',');
      assertThat(points.add(line.substring(0, price))).as(line).isTrue();
      var amount = new BigDecimal(line.substring(price + 1));
      least = least.min(amount);
      most = most.max(amount);
      sum = sum.add(amount);
    }
    assertThat(points).hasSize(268_058);
    assertThat(count("trimtab.spot_price")).isEqualTo(points.size());
    assertThat(decimal("select min(per_hour) from trimtab.spot_price")).isEqualByComparingTo(least);
    assertThat(decimal("select max(per_hour) from trimtab.spot_price")).isEqualByComparingTo(most);
    // equal sums of equally many rows: equal averages, to the last digit
    assertThat(decimal("select sum(per_hour) from trimtab.spot_price")).isEqualByComparingTo(sum);

    var onDemand = lines(ON_DEMAND);
    assertThat(count("trimtab.on_demand_price")).isEqualTo(onDemand.size() - 1);
    assertThat(
            decimal(
                "select per_hour from trimtab.on_demand_price where region = 'us-east-1' and instance_type = 'm5.xlarge'"))
        .isEqualByComparingTo(
            onDemand.stream()
                .filter(line -> line.startsWith("us-east-1,m5.xlarge,"))
                .map(line -> line.split(",", -1)[2])
                .findFirst()
                .orElseThrow());
    assertThat(count("trimtab.instance_type")).isEqualTo(lines(TYPES).size() - 1);
  }

  // Bills -----------------------------------------------------------------------------------------

  private void bills_are_those_of_the_sample() throws Exception {
    var rows = quoted(Files.readString(FOCUS));
    int cost = rows.getFirst().indexOf("BilledCost");
    int currency = rows.getFirst().indexOf("BillingCurrency");
    var sums = new TreeMap<String, BigDecimal>();
    for (var row : rows.subList(1, rows.size())) {
      sums.merge(row.get(currency), new BigDecimal(row.get(cost)), BigDecimal::add);
    }
    assertThat(rows).hasSize(1_001);
    assertThat(count("trimtab.charge")).isEqualTo(1_000);
    var stored = pairs("select currency, sum(billed_cost) from trimtab.charge group by 1");
    assertThat(stored.keySet()).isEqualTo(sums.keySet());
    sums.forEach(
        (code, sum) -> assertThat(new BigDecimal(stored.get(code))).isEqualByComparingTo(sum));
  }

  /// Cells of a CSV text: quotes are doubled within quotes, and commas there are text.
  private static List<List<String>> quoted(String csv) {
    var cell = Pattern.compile("(?:\"((?:[^\"]|\"\")*)\"|([^,\r\n]*))(,|\r?\n|$)");
    var rows = new java.util.ArrayList<List<String>>();
    var row = new java.util.ArrayList<String>();
    var found = cell.matcher(csv);
    while (found.find() && (found.start() < csv.length() || !row.isEmpty())) {
      row.add(found.group(1) == null ? found.group(2) : found.group(1).replace("\"\"", "\""));
      if (!found.group(3).equals(",")) {
        rows.add(List.copyOf(row));
        row.clear();
      }
    }
    return rows;
  }

  // Tokens ----------------------------------------------------------------------------------------

  private void tokens_are_those_of_the_trace_and_the_sample_bodies() throws Exception {
    long in = 0;
    long out = 0;
    for (var name : List.of("code", "conv")) {
      var lines = lines(AZURE.resolve("AzureLLMInferenceTrace_" + name + ".csv.gz"));
      for (var line : lines.subList(1, lines.size())) {
        var cells = line.split(",", -1);
        in += Long.parseLong(cells[1]);
        out += Long.parseLong(cells[2]);
      }
    }
    assertThat(counters("azure", "input_tokens")).isEqualTo(in);
    assertThat(counters("azure", "output_tokens")).isEqualTo(out);
    assertThat(counters("azure", "num_model_requests")).isEqualTo(28_185);
    assertThat(counters("openai", "input_tokens")).isEqualTo(inSampleBodies("input_tokens"));
    assertThat(counters("openai", "output_tokens")).isEqualTo(inSampleBodies("output_tokens"));
    assertThat(decimal("select sum(amount) from trimtab.llm_cost where provider = 'openai'"))
        .isEqualByComparingTo("0.06");
  }

  private long counters(String provider, String counter) throws SQLException {
    return decimal(
            "select sum((counters ->> '%s')::bigint) from trimtab.llm_usage where provider = '%s'"
                .formatted(counter, provider))
        .longValueExact();
  }

  /// The sum over the sample bodies of usage reports that have such a field.
  private static long inSampleBodies(String name) throws IOException {
    long sum = 0;
    try (var files = Files.list(OPENAI)) {
      for (var file :
          files.filter(f -> f.toString().contains("organization.usage.")).sorted().toList()) {
        var found = Pattern.compile("\"" + name + "\": (\\d+)").matcher(Files.readString(file));
        while (found.find()) {
          sum += Long.parseLong(found.group(1));
        }
      }
    }
    assertThat(sum).isPositive();
    return sum;
  }

  // Workbook --------------------------------------------------------------------------------------

  private void the_workbook_adds_up_to_what_sql_says(String output) throws Exception {
    var file =
        output
            .lines()
            .filter(line -> line.startsWith("Workbook: "))
            .map(line -> Path.of(line.substring("Workbook: ".length())))
            .findFirst()
            .orElseThrow();
    var sum = BigDecimal.ZERO;
    try (var workbook = WorkbookFactory.create(file.toFile(), null, true)) {
      var sheet = workbook.getSheet("Fact");
      int amount = 10; // as in the sheet: day, provider, service, … quantity, unit, amount
      for (int row = 1; row <= sheet.getLastRowNum(); row++) {
        sum = sum.add(BigDecimal.valueOf(sheet.getRow(row).getCell(amount).getNumericCellValue()));
      }
    }
    var total =
        decimal(
            "select round(sum(effective_cost), 2) from finops.costs_daily c, trimtab.report r where charge_period_start >= r.period_start and charge_period_start < r.period_end and billing_currency = 'USD'");
    assertThat(total).isPositive();
    assertThat(sum).isEqualByComparingTo(total);
  }

  // The run ---------------------------------------------------------------------------------------

  private String nightly(Path config) {
    var text = new StringWriter();
    int code =
        Main.run(
            new String[] {"nightly", "--config", config.toString(), "--as-of", AS_OF.toString()},
            Map.of(),
            () -> NOW,
            new PrintWriter(text, true));
    assertThat(code).as(text.toString()).isZero();
    return text.toString();
  }

  private Path prepare() throws Exception {
    var cluster = Files.createDirectory(folder.resolve("cluster"));
    var tar =
        new ProcessBuilder(
                "tar", "-xzf", MUST_GATHER.toAbsolutePath().toString(), "-C", cluster.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).as("exit code of tar").isZero();
    var usage = folder.resolve("usage.csv");
    KruizeConverter.convert(KRUIZE, usage);
    var prices = Files.createDirectory(folder.resolve("prices"));
    for (var file : List.of(SPOT, ON_DEMAND, TYPES)) {
      Files.copy(file, prices.resolve(file.getFileName()));
    }
    var llm = Files.createDirectory(folder.resolve("llm"));
    try (var bodies = Files.newDirectoryStream(OPENAI, "sample_response_*.json")) {
      for (var body : bodies) {
        Files.copy(body, llm.resolve(body.getFileName()));
      }
    }
    azure(llm.resolve("azure.csv"));
    var config = folder.resolve("trimtab.yaml");
    Files.writeString(
        config,
        """
        database:
          url: "%s"
          user: %s
        clusters:
          - name: cluster1
            kubernetes:
              files: "%s"
        usage:
          files: ["%s"]
        aws:
          files: ["%s"]
        llm:
          files: ["%s"]
        billing:
          focus: ["%s"]
        report:
          directory: "%s"
        retention:
          samples: 400d
        """
            .formatted(
                settings.jdbcUrl(),
                settings.user(),
                cluster,
                usage,
                prices,
                llm,
                FOCUS.toAbsolutePath(),
                folder.resolve("reports")));
    return config;
  }

  /// One request a row, each of one second.
  private static void azure(Path csv) throws IOException {
    try (var out = Files.newBufferedWriter(csv)) {
      out.write("provider,project,model,start,end,input_tokens,output_tokens,requests\n");
      for (var name : List.of("code", "conv")) {
        var lines = lines(AZURE.resolve("AzureLLMInferenceTrace_" + name + ".csv.gz"));
        for (var line : lines.subList(1, lines.size())) {
          var cells = line.split(",", -1);
          var start = Instant.parse(cells[0].substring(0, 19).replace(' ', 'T') + "Z");
          out.write(
              "azure,%s,gpt-unknown,%s,%s,%s,%s,1\n"
                  .formatted(name, start, start.plusSeconds(1), cells[1], cells[2]));
        }
      }
    }
  }

  private static List<String> lines(Path file) throws IOException {
    var raw = Files.newInputStream(file);
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw,
                StandardCharsets.UTF_8))) {
      return in.lines().filter(line -> !line.isBlank()).toList();
    }
  }

  // Questions to the database
  // -----------------------------------------------------------------------

  /// Every view of the public schema but those about runs, as sorted text.
  private Map<String, String> publicTables() throws SQLException {
    var tables = new TreeMap<String, String>();
    var views =
        pairs(
            "select table_name, 'view' from information_schema.views where table_schema = 'finops'");
    for (var view : views.keySet()) {
      if (!view.equals("runs") && !view.equals("problems")) {
        // which run last saw a recommendation is the run's own matter
        tables.putAll(
            pairs(
                "select '%1$s', count(*) || ' ' || coalesce(md5(string_agg(line, E'\\n' order by line)), '') from (select (to_jsonb(v) - 'run_id')::text as line from finops.%1$s v) lines"
                    .formatted(view)));
      }
    }
    return tables;
  }

  private long count(String table) throws SQLException {
    return decimal("select count(*) from " + table).longValueExact();
  }

  private double number(String sql) throws SQLException {
    return decimal(sql).doubleValue();
  }

  private BigDecimal decimal(String sql) throws SQLException {
    try (var connection = TestDatabase.connect(settings);
        var rows = connection.createStatement().executeQuery(sql)) {
      assertThat(rows.next()).as(sql).isTrue();
      return new BigDecimal(rows.getString(1));
    }
  }

  private Map<String, String> pairs(String sql) throws SQLException {
    var pairs = new TreeMap<String, String>();
    try (var connection = TestDatabase.connect(settings);
        var rows = connection.createStatement().executeQuery(sql)) {
      while (rows.next()) {
        pairs.put(rows.getString(1), rows.getString(2));
      }
    }
    return pairs;
  }

  private static Map<String, String> text(Map<String, Integer> counts) {
    var text = new TreeMap<String, String>();
    counts.forEach((key, count) -> text.put(key, count.toString()));
    return text;
  }
}
