package dev.trimtab.collect.csv;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CsvLinesTest {
  private record Line(long number, List<String> cells) {}

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "a", "é😀", " ", ",", ",", "\n", "\n", "\r", "\r\n", "\"", "\"b\"", "\"\"")
        .list()
        .ofMaxSize(24)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> plainTexts() {
    return Arbitraries.of("a", "NULL", " ", ",", ",", "\n", "\n", "\r", "\r\n")
        .list()
        .ofMaxSize(24)
        .map(parts -> String.join("", parts));
  }

  @Property
  void reads_what_the_library_reads(@ForAll("texts") String text) throws IOException {
    assertThat(ours(text)).isEqualTo(theirs(text));
  }

  @Property
  void reads_without_quotes_what_the_library_reads(@ForAll("plainTexts") String text)
      throws IOException {
    assertThat(ours(text)).isEqualTo(theirs(text));
  }

  @Test
  void reads_lines_that_lie_across_the_ends_of_what_is_read_at_once() throws IOException {
    var text = new StringBuilder();
    for (int i = 0; i < 30_000; i++) {
      text.append("series-")
          .append(i % 977)
          .append(",é,")
          .append(i)
          .append(i % 3 == 0 ? "\r\n" : "\n");
    }
    assertThat(ours(text.toString())).isEqualTo(theirs(text.toString())).hasSize(30_000);
    text.append("\"a\nb\",c,d\ne,f,g");
    assertThat(ours(text.toString())).isEqualTo(theirs(text.toString())).hasSize(30_002);
  }

  @Test
  void reads_a_line_of_any_length() throws IOException {
    var text = "a,b\n" + "x".repeat(200_000) + "," + "y".repeat(70_000) + "\nc,d";
    assertThat(ours(text)).isEqualTo(theirs(text)).hasSize(3);
  }

  private static List<Line> ours(String text) throws IOException {
    var lines = new ArrayList<Line>();
    var row = new CsvRow();
    try (var csv = new CsvLines(new StringReader(text), row)) {
      while (csv.next()) {
        lines.add(new Line(row.line(), row.texts()));
      }
    } catch (CsvParseException e) {
      lines.add(new Line(-1, List.of("quotes that make no sense")));
    }
    return lines;
  }

  private static List<Line> theirs(String text) throws IOException {
    var lines = new ArrayList<Line>();
    try (var csv =
        CsvReader.builder()
            .allowMissingFields(true)
            .allowExtraFields(true)
            .ofCsvRecord(new StringReader(text))) {
      csv.forEach(each -> lines.add(new Line(each.getStartingLineNumber(), each.getFields())));
    } catch (CsvParseException e) {
      lines.add(new Line(-1, List.of("quotes that make no sense")));
    }
    return lines;
  }
}
