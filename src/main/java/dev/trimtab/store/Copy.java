package dev.trimtab.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/// Writes rows into a table by COPY, the fastest way in.
final class Copy implements AutoCloseable {
  private static final int FLUSH_AT = 1 << 16;

  private final OutputStream out;
  private final StringBuilder buffer = new StringBuilder(FLUSH_AT + 4096);
  private boolean rowBegun;

  /// Writes the rows' text elsewhere, to be copied later.
  Copy(OutputStream out) {
    this.out = out;
  }

  /// Begins a COPY.
  ///
  /// @param target table with its columns, such as `trimtab.usage (start_at, seconds)`
  static Copy into(Handle handle, String target) throws SQLException {
    var connection = handle.getConnection().unwrap(PGConnection.class);
    return new Copy(new PGCopyOutputStream(connection, "copy " + target + " from stdin", FLUSH_AT));
  }

  Copy text(@Nullable String value) {
    return raw(value == null ? "\\N" : Text.copy(value));
  }

  Copy number(long value) {
    separator();
    buffer.append(value);
    return this;
  }

  Copy real(double value) {
    separator();
    if (Double.isNaN(value)) {
      buffer.append("\\N");
    } else {
      buffer.append((float) value);
    }
    return this;
  }

  /// A whole number that is NaN where unknown.
  Copy whole(double value) {
    separator();
    if (Double.isNaN(value)) {
      buffer.append("\\N");
    } else {
      buffer.append(Math.round(value));
    }
    return this;
  }

  /// A value whose text needs no escaping, such as a decimal or an instant.
  Copy plain(@Nullable Object value) {
    return raw(value == null ? "\\N" : value.toString());
  }

  Copy bytes(byte[] value) {
    separator();
    buffer.append("\\\\x");
    for (byte b : value) {
      buffer.append(Character.forDigit((b >> 4) & 0xF, 16)).append(Character.forDigit(b & 0xF, 16));
    }
    return this;
  }

  void endRow() {
    buffer.append('\n');
    rowBegun = false;
    if (buffer.length() >= FLUSH_AT) {
      flush();
    }
  }

  /// Adds whole rows whose text was written before.
  void rows(InputStream text) {
    flush();
    try {
      text.transferTo(out);
    } catch (IOException e) {
      throw new LostConnection(e);
    }
  }

  private Copy raw(String value) {
    separator();
    buffer.append(value);
    return this;
  }

  private void separator() {
    if (rowBegun) {
      buffer.append('\t');
    }
    rowBegun = true;
  }

  private void flush() {
    try {
      out.write(buffer.toString().getBytes(StandardCharsets.UTF_8));
      buffer.setLength(0);
    } catch (IOException e) {
      throw new LostConnection(e);
    }
  }

  /// What went wrong with the connection, hidden by the driver in an [IOException]: it is as lost
  /// as one that says so by an SQL state, and [Transactions] tries again.
  static final class LostConnection extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    LostConnection(IOException cause) {
      super(String.valueOf(cause.getMessage()), cause);
    }
  }

  @Override
  public void close() throws SQLException {
    flush();
    end(out);
  }

  /// Ends a COPY; what the database has against it is told here.
  static void end(OutputStream out) throws SQLException {
    try {
      out.close();
    } catch (IOException e) {
      if (e.getCause() instanceof SQLException sql) {
        throw sql;
      }
      throw new LostConnection(e);
    }
  }
}
