package dev.trimtab.collect.files;

import dev.trimtab.model.Problem;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.cluster.ContainerRef;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.usage.PodContainer;
import dev.trimtab.model.usage.UsageSample;
import dev.trimtab.model.usage.UsageSeries;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Rows of usage.csv laid out on disk so that a container's rows can be had together, whatever
/// their order in the file: memory holds one part of them at a time.
public final class UsageSpill implements AutoCloseable {
  private static final int PARTS = 64;
  private static final int BUFFER = 1 << 16;
  private static final int COLUMNS = UsageSeries.Column.values().length;
  private static final int ROW_BYTES = 3 * Integer.BYTES + 2 * Long.BYTES + COLUMNS * Double.BYTES;

  private final Path folder;
  private final List<ContainerRef> containers = new ArrayList<>();
  private final Map<ContainerRef, Integer> indexes = new HashMap<>();
  private final Map<PodContainer, int[]> subjects = new HashMap<>();
  private List<Problem> problems = List.of();
  private long start = Long.MAX_VALUE;
  private long end = Long.MIN_VALUE;

  private UsageSpill(Path folder) {
    this.folder = folder;
  }

  /// Reads a file to its end.
  ///
  /// @throws SourceUnavailable when it cannot be read, lacks a column or has too many bad rows
  public static UsageSpill of(Path file, double mostBadRows) throws SourceUnavailable {
    UsageSpill spill;
    try {
      spill = new UsageSpill(Files.createTempDirectory("trimtab-usage"));
    } catch (IOException e) {
      throw new SourceUnavailable(
          "no room for temporary files in %s: %s. Maybe set -Djava.io.tmpdir to another folder"
              .formatted(System.getProperty("java.io.tmpdir"), e.getMessage()),
          e);
    }
    try {
      spill.write(file, mostBadRows);
      return spill;
    } catch (IOException e) {
      spill.close();
      throw new SourceUnavailable(
          "cannot keep the rows of %s in %s: %s".formatted(file, spill.folder, e.getMessage()), e);
    } catch (SourceUnavailable e) {
      spill.close();
      throw e;
    }
  }

  private void write(Path file, double mostBadRows) throws IOException, SourceUnavailable {
    var outs = new ArrayList<DataOutputStream>();
    try {
      for (int part = 0; part < PARTS; part++) {
        outs.add(
            new DataOutputStream(
                new BufferedOutputStream(Files.newOutputStream(part(part)), BUFFER)));
      }
      var bytes = new byte[ROW_BYTES];
      var row = ByteBuffer.wrap(bytes);
      try {
        problems =
            new UsageCsv(file.toString(), "", mostBadRows)
                .read(file, sample -> write(bytes, outs.get(fill(row, sample))));
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    } finally {
      for (var out : outs) {
        out.close();
      }
      subjects.clear();
    }
  }

  /// Fills the row and returns the part that it belongs to.
  private int fill(ByteBuffer row, UsageSample sample) {
    int[] ids = subjects.computeIfAbsent(sample.subject(), this::ids);
    long from = sample.start().getEpochSecond();
    long to = sample.end().getEpochSecond();
    start = Math.min(start, from);
    end = Math.max(end, to);
    row.clear();
    row.putInt(ids[0]).putInt(ids[1]).putInt(Math.max(0, sample.oomKills()));
    row.putLong(from).putLong(to);
    either(row, sample.cpuAverage(), sample.cpuPeak());
    either(row, sample.memoryAverage(), sample.memoryPeak());
    inForce(row, sample.inForce());
    return ids[0] % PARTS;
  }

  private static void write(byte[] row, DataOutputStream out) {
    try {
      out.write(row);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int[] ids(PodContainer subject) {
    var ref = new ContainerRef(subject.workload(), subject.container());
    var index = indexes.get(ref);
    if (index == null) {
      index = containers.size();
      containers.add(ref);
      indexes.put(ref, index);
    }
    return new int[] {index, subjects.size()};
  }

  /// Mean and peak; where one is unknown the other stands for it.
  private static void either(ByteBuffer row, double mean, double peak) {
    row.putDouble(Double.isNaN(mean) ? peak : mean).putDouble(Double.isNaN(peak) ? mean : peak);
  }

  private static void inForce(ByteBuffer row, @Nullable Resources resources) {
    var known = resources == null ? Resources.NONE : resources;
    row.putDouble(known.cpuRequest() == null ? Double.NaN : known.cpuRequest().millis() / 1000.0);
    row.putDouble(known.cpuLimit() == null ? Double.NaN : known.cpuLimit().millis() / 1000.0);
    row.putDouble(
        known.memoryRequest() == null ? Double.NaN : (double) known.memoryRequest().bytes());
    row.putDouble(known.memoryLimit() == null ? Double.NaN : (double) known.memoryLimit().bytes());
  }

  private Path part(int number) {
    return folder.resolve("part-" + number);
  }

  /// What could not be used.
  public List<Problem> problems() {
    return problems;
  }

  /// In the order of their first rows.
  public List<ContainerRef> containers() {
    return List.copyOf(containers);
  }

  /// The first instant of all, Unix seconds.
  public long start() {
    return start;
  }

  /// The last instant of all, Unix seconds.
  public long end() {
    return end;
  }

  /// Hands over every container, from several threads.
  ///
  /// @throws UncheckedIOException when the temporary files cannot be read
  public void forEach(Consumer<UsageSeries> consumer) {
    IntStream.range(0, PARTS)
        .parallel()
        .forEach(part -> series(part).values().forEach(rows -> consumer.accept(rows.build())));
  }

  private Map<Integer, UsageSeries.Builder> series(int part) {
    var builders = new TreeMap<Integer, UsageSeries.Builder>();
    var bytes = new byte[ROW_BYTES];
    var row = ByteBuffer.wrap(bytes);
    var values = new double[COLUMNS];
    try (var in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(part(part)), BUFFER))) {
      while (true) {
        in.readFully(bytes);
        row.clear();
        int container = row.getInt();
        int pod = row.getInt();
        int kills = row.getInt();
        long from = row.getLong();
        long to = row.getLong();
        for (int i = 0; i < COLUMNS; i++) {
          values[i] = row.getDouble();
        }
        builders
            .computeIfAbsent(
                container, index -> new UsageSeries.Builder(index, containers.get(index)))
            .add(from, to, pod, kills, values);
      }
    } catch (EOFException e) {
      return builders;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Deletes the temporary files.
  @Override
  public void close() {
    try {
      for (int i = 0; i < PARTS; i++) {
        Files.deleteIfExists(part(i));
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete the temporary folder " + folder, e);
    }
  }
}
