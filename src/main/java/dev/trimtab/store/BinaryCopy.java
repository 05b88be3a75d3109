package dev.trimtab.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/// Writes rows into a table by COPY in PostgreSQL's binary format: neither side prints or parses
/// numbers, which took most of the time of loading usage.
///
/// The format stands in the manual under COPY, "Binary Format".
final class BinaryCopy implements AutoCloseable {
  private static final int ROOM = 1 << 16;
  private static final int LONGEST_ROW = 256;
  private static final byte[] SIGNATURE =
      "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final long EPOCH_2000 = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
  private static final long MICROS = 1_000_000;
  private static final int NULL = -1;

  private final PGCopyOutputStream out;
  private final ByteBuffer buffer = ByteBuffer.allocate(ROOM);

  private BinaryCopy(PGCopyOutputStream out) {
    this.out = out;
    // no flags, no header extension
    buffer.put(SIGNATURE).putInt(0).putInt(0);
  }

  /// Begins a COPY.
  ///
  /// @param target table with its columns, such as `trimtab.usage (start_at, seconds)`
  static BinaryCopy into(Handle handle, String target) throws SQLException {
    var connection = handle.getConnection().unwrap(PGConnection.class);
    return new BinaryCopy(
        new PGCopyOutputStream(
            connection, "copy " + target + " from stdin with (format binary)", ROOM));
  }

  /// Begins a row of so many columns.
  BinaryCopy beginRow(int columns) {
    if (buffer.remaining() < LONGEST_ROW) {
      flush();
    }
    buffer.putShort((short) columns);
    return this;
  }

  /// A `timestamptz`.
  BinaryCopy instant(Instant value) {
    buffer
        .putInt(Long.BYTES)
        .putLong((value.getEpochSecond() - EPOCH_2000) * MICROS + value.getNano() / 1000);
    return this;
  }

  /// A `bigint`, rounded; NaN is null.
  BinaryCopy int8(double value) {
    if (Double.isNaN(value)) {
      buffer.putInt(NULL);
    } else {
      buffer.putInt(Long.BYTES).putLong(Math.round(value));
    }
    return this;
  }

  /// An `int`.
  BinaryCopy int4(int value) {
    buffer.putInt(Integer.BYTES).putInt(value);
    return this;
  }

  /// A `real`; NaN is null.
  BinaryCopy float4(double value) {
    if (Double.isNaN(value)) {
      buffer.putInt(NULL);
    } else {
      buffer.putInt(Float.BYTES).putFloat((float) value);
    }
    return this;
  }

  /// A `smallint` that counts: at most the largest there is; negative is null.
  BinaryCopy int2(int count) {
    if (count < 0) {
      buffer.putInt(NULL);
    } else {
      buffer.putInt(Short.BYTES).putShort((short) Math.min(count, Short.MAX_VALUE));
    }
    return this;
  }

  private void flush() {
    try {
      out.write(buffer.array(), 0, buffer.position());
      buffer.clear();
    } catch (IOException e) {
      throw new Copy.LostConnection(e);
    }
  }

  @Override
  public void close() throws SQLException {
    buffer.putShort((short) -1);
    flush();
    Copy.end(out);
  }
}
