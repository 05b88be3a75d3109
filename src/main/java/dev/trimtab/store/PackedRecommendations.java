package dev.trimtab.store;

import dev.trimtab.model.finding.Recommendation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/// Recommendations on their way into the database.
///
/// A night has hundreds of thousands, each with its evidence and patch, and all in much the same
/// words: they are kept compressed, in the text of COPY, at about a tenth of their size.
public final class PackedRecommendations {
  private static final int BATCH = 1_000;

  private final List<Recommendation> open = new ArrayList<>();
  private final List<byte[]> packed = new ArrayList<>();
  private int size;

  public void add(Recommendation recommendation) {
    open.add(recommendation);
    size++;
    if (open.size() == BATCH) {
      packed.add(pack(open));
      open.clear();
    }
  }

  public int size() {
    return size;
  }

  /// Adds all rows; as often as it takes.
  void addTo(Copy copy) {
    for (var batch : packed) {
      unpack(batch, copy);
    }
    open.forEach(recommendation -> write(recommendation, copy));
  }

  private static void unpack(byte[] batch, Copy copy) {
    var inflater = new Inflater();
    copy.rows(new InflaterInputStream(new ByteArrayInputStream(batch), inflater));
    inflater.end();
  }

  private static byte[] pack(List<Recommendation> batch) {
    var bytes = new ByteArrayOutputStream();
    var deflater = new Deflater(Deflater.BEST_SPEED);
    try (var copy = new Copy(new DeflaterOutputStream(bytes, deflater))) {
      batch.forEach(recommendation -> write(recommendation, copy));
    } catch (SQLException e) {
      throw new IllegalStateException("packing rows in memory asks no database", e);
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  private static void write(Recommendation r, Copy copy) {
    var savings = r.monthlySavings();
    var realizable = r.realizable();
    copy.text(r.cluster())
        .text(r.namespace())
        .text(r.workloadKind())
        .text(r.workload())
        .text(r.container())
        .text(subject(r.kind()))
        .text(r.team())
        .text(r.kind())
        .text(r.current())
        .text(r.proposed())
        .plain(savings == null ? null : savings.stored().amount().toPlainString())
        .plain(realizable == null ? null : realizable.stored().amount().toPlainString())
        .text(currency(r))
        .text(r.priceBasis())
        .text(r.reason())
        .text(r.evidence())
        .text(r.patch());
    copy.endRow();
  }

  private static @Nullable String currency(Recommendation r) {
    var savings = r.monthlySavings() == null ? r.realizable() : r.monthlySavings();
    return savings == null ? null : savings.currency().getCurrencyCode();
  }

  /// What a kind is an answer to: a target has one open answer to each.
  private static String subject(String kind) {
    return switch (kind) {
      case "resize", "keep", "insufficient-data", "idle" -> "size";
      case "move-to-spot", "stay-on-demand" -> "spot";
      default -> kind;
    };
  }
}
