package dev.trimtab.store;

import dev.trimtab.model.spend.SpendSheet;
import java.nio.ByteBuffer;

/// A sheet in 28 bytes a lane: a version, how many there are, then lane by lane its number, its
/// cost as a double, and requests, failed ones, input and output tokens as floats.
final class SheetCodec {
  private static final byte VERSION = 1;
  private static final int HEADER = 1 + Integer.BYTES;
  private static final int LANE = Integer.BYTES + Double.BYTES + 4 * Float.BYTES;

  private SheetCodec() {}

  static byte[] encode(SpendSheet sheet) {
    var out = ByteBuffer.allocate(HEADER + LANE * sheet.size());
    out.put(VERSION).putInt(sheet.size());
    for (int i = 0; i < sheet.size(); i++) {
      out.putInt(sheet.lane(i))
          .putDouble(sheet.cost(i))
          .putFloat(sheet.requests(i))
          .putFloat(sheet.failed(i))
          .putFloat(sheet.input(i))
          .putFloat(sheet.output(i));
    }
    return out.array();
  }

  /// Reads what [#encode] wrote.
  ///
  /// @throws IllegalStateException for bytes of another version
  static SpendSheet decode(String source, long start, long seconds, byte[] bytes) {
    var in = ByteBuffer.wrap(bytes);
    if (bytes.length < HEADER || in.get() != VERSION) {
      throw new IllegalStateException(
          "a stored hour of spend has an unknown version: was it written by a newer Trimtab?");
    }
    int size = in.getInt();
    var sheet = new SpendSheet(source, start, seconds, size);
    for (int i = 0; i < size; i++) {
      sheet.add(
          in.getInt(), in.getDouble(), in.getFloat(), in.getFloat(), in.getFloat(), in.getFloat());
    }
    return sheet;
  }
}
