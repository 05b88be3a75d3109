package dev.trimtab.store;

import dev.trimtab.model.usage.HourlyPeaks;
import java.nio.ByteBuffer;

/// A day's hourly peaks in 97 bytes: a version, then a code of 16 bits for each hour's CPU and for
/// each hour's memory.
///
/// A code is 0 where nothing is known, 1 for nothing used, else the logarithm of the value on a
/// scale from a millionth (of a core) to 10 petabytes: at most 0.04% off.
final class HourlyCodec {
  private static final int VERSION = 1;
  private static final int UNKNOWN = 0;
  private static final int NOTHING = 1;
  private static final int FIRST = 2;
  private static final int LAST = 0xFFFF;
  private static final double SMALLEST = 1e-6;
  private static final double LARGEST = 1e16;
  private static final double STEP = Math.log(LARGEST / SMALLEST) / (LAST - FIRST);

  private HourlyCodec() {}

  static byte[] encode(HourlyPeaks peaks) {
    var out = ByteBuffer.allocate(1 + 2 * HourlyPeaks.HOURS * Short.BYTES);
    out.put((byte) VERSION);
    for (int hour = 0; hour < HourlyPeaks.HOURS; hour++) {
      out.putShort((short) code(peaks.cpu(hour)));
    }
    for (int hour = 0; hour < HourlyPeaks.HOURS; hour++) {
      out.putShort((short) code(peaks.memory(hour)));
    }
    return out.array();
  }

  /// Reads what [#encode] wrote.
  ///
  /// @throws IllegalStateException for bytes of another version
  static HourlyPeaks decode(byte[] bytes) {
    if (bytes.length == 0 || bytes[0] != VERSION) {
      throw new IllegalStateException(
          "stored hourly peaks have an unknown version: were they written by a newer Trimtab?");
    }
    var in = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
    return new HourlyPeaks(values(in), values(in));
  }

  private static float[] values(ByteBuffer in) {
    var values = new float[HourlyPeaks.HOURS];
    for (int hour = 0; hour < values.length; hour++) {
      values[hour] = value(Short.toUnsignedInt(in.getShort()));
    }
    return values;
  }

  private static int code(double value) {
    if (Double.isNaN(value)) {
      return UNKNOWN;
    }
    if (value < SMALLEST) {
      return NOTHING;
    }
    return FIRST + (int) Math.min(LAST - FIRST, Math.round(Math.log(value / SMALLEST) / STEP));
  }

  private static float value(int code) {
    return switch (code) {
      case UNKNOWN -> Float.NaN;
      case NOTHING -> 0;
      default -> (float) (SMALLEST * Math.exp((code - FIRST) * STEP));
    };
  }
}
