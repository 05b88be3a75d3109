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
    if (buffer.length - used < ROOM) {
      flush();
    }
    buffer[used++] = '[';
    whole(time);
    buffer[used++] = ',';
    buffer[used++] = '"';
    if (unit == Series.Unit.WHOLE) {
      whole(value);
    } else {
      millionths(value);
    }
    buffer[used++] = '"';
    buffer[used++] = ']';
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

  private void whole(long value) {
    int digits = 1;
    for (long rest = value; rest >= 10; rest /= 10) {
      digits++;
    }
    long rest = value;
    for (int at = used + digits - 1; at >= used; at--) {
      buffer[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    used += digits;
  }

  private void millionths(long value) {
    whole(value / 1_000_000);
    buffer[used++] = '.';
    long rest = value % 1_000_000;
    for (int at = used + 5; at >= used; at--) {
      buffer[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    used += 6;
  }
}
