package dev.trimtab.store;

import dev.trimtab.model.usage.Histogram;
import java.io.ByteArrayOutputStream;

/// A histogram in few bytes: a version, then (gap to the previous used bucket, count) as varints.
final class HistogramCodec {
  private static final int VERSION = 1;

  private HistogramCodec() {}

  static byte[] encode(Histogram histogram) {
    var out = new ByteArrayOutputStream();
    out.write(VERSION);
    int previous = 0;
    for (int bucket = 0; bucket < histogram.buckets(); bucket++) {
      int count = histogram.count(bucket);
      if (count > 0) {
        varint(out, bucket - previous);
        varint(out, count);
        previous = bucket;
      }
    }
    return out.toByteArray();
  }

  /// Reads what [#encode] wrote.
  ///
  /// @throws IllegalStateException for bytes of another version
  static Histogram decode(byte[] bytes) {
    if (bytes.length == 0 || bytes[0] != VERSION) {
      throw new IllegalStateException(
          "a stored histogram has an unknown version: was it written by a newer Trimtab?");
    }
    var histogram = new Histogram();
    int at = 1;
    int bucket = 0;
    while (at < bytes.length) {
      int gap = 0;
      for (int shift = 0; ; shift += 7) {
        byte b = bytes[at++];
        gap |= (b & 0x7F) << shift;
        if (b >= 0) {
          break;
        }
      }
      int count = 0;
      for (int shift = 0; ; shift += 7) {
        byte b = bytes[at++];
        count |= (b & 0x7F) << shift;
        if (b >= 0) {
          break;
        }
      }
      bucket += gap;
      histogram.add(bucket, count);
    }
    return histogram;
  }

  private static void varint(ByteArrayOutputStream out, int value) {
    int rest = value;
    while (rest >= 0x80) {
      out.write((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }
}
