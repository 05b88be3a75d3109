package dev.trimtab.demo.prometheus;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Writes a result of Prometheus by hand, since millions of points go through it.
final class PointWriter {
  private static final int ROOM = 64;

  private final OutputStream out;
  private final byte[] buffer = new byte[1 << 16];
  private int used;

  PointWriter(OutputStream out) {
    this.out = out;
  }

  void text(String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > buffer.length - used) {
      flush();
    }
    if (bytes.length > buffer.length) {
      out.write(bytes);
      return;
    }
    System.arraycopy(bytes, 0, buffer, used, bytes.length);
    used += bytes.length;
  }

  void labels(Map<String, String> labels) throws IOException {
    text(JsonMapper.shared().writeValueAsString(labels));
  }

  /// Writes `[time,"value"]`.
  ///
  /// @param value not negative
  void point(long time, long value, Series.Unit unit) throws IOException {
    point(prefix(time), value, unit);
  }

  /// Writes `[time,"value"]`, the part before the value being at hand already.
  void point(byte[] prefix, long value, Series.Unit unit) throws IOException {
    if (buffer.length - used < ROOM) {
      flush();
    }
    System.arraycopy(prefix, 0, buffer, used, prefix.length);
    used += prefix.length;
    value(value, unit);
  }

  /// What stands before the value of every point of that time.
  static byte[] prefix(long time) {
    return ("[" + time + ",\"").getBytes(StandardCharsets.US_ASCII);
  }

  void comma() throws IOException {
    if (used == buffer.length) {
      flush();
    }
    buffer[used++] = ',';
  }

  void flush() throws IOException {
    out.write(buffer, 0, used);
    used = 0;
  }

  private void value(long value, Series.Unit unit) {
    if (unit == Series.Unit.WHOLE) {
      whole(value);
    } else {
      whole(value / 1_000_000);
      buffer[used++] = '.';
      digits((int) (value % 1_000_000), 6);
    }
    buffer[used++] = '"';
    buffer[used++] = ']';
  }

  private void whole(long value) {
    if (value >= 1_000_000_000) {
      // int arithmetic is several times faster, and few values need more
      whole(value / 1_000_000_000);
      digits((int) (value % 1_000_000_000), 9);
      return;
    }
    int digits = 1;
    for (int bound = 10; digits < 9 && value >= bound; bound *= 10) {
      digits++;
    }
    digits((int) value, digits);
  }

  private void digits(int value, int digits) {
    int rest = value;
    for (int at = used + digits - 1; at >= used; at--) {
      int tenth = rest / 10;
      buffer[at] = (byte) ('0' + rest - 10 * tenth);
      rest = tenth;
    }
    used += digits;
  }
}
