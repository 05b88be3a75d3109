package dev.trimtab.detect.series;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What is known of a series, written down or taken back.
///
/// Whoever is kept hands over each of its figures, in the same order each time, and takes what
/// comes back: the same figure when it is written, the one that was written when it is read. So
/// there is one method for both ways, and they cannot differ.
public final class Memory {
  private static final int ROOM = 8192;

  private final boolean reading;
  private ByteBuffer bytes;

  private Memory(boolean reading, ByteBuffer bytes) {
    this.reading = reading;
    this.bytes = bytes;
  }

  /// Begins to write.
  public static Memory writing() {
    return new Memory(false, ByteBuffer.allocate(ROOM));
  }

  /// Takes back what was written.
  public static Memory reading(ByteBuffer written) {
    return new Memory(true, written);
  }

  /// What has been written so far.
  public byte[] written() {
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  public double of(double value) {
    if (reading) {
      return bytes.getDouble();
    }
    room(Double.BYTES).putDouble(value);
    return value;
  }

  public long of(long value) {
    if (reading) {
      return bytes.getLong();
    }
    room(Long.BYTES).putLong(value);
    return value;
  }

  public int of(int value) {
    if (reading) {
      return bytes.getInt();
    }
    room(Integer.BYTES).putInt(value);
    return value;
  }

  public boolean of(boolean value) {
    if (reading) {
      return bytes.get() != 0;
    }
    room(1).put((byte) (value ? 1 : 0));
    return value;
  }

  public String of(String value) {
    var text = value.getBytes(StandardCharsets.UTF_8);
    int length = of(text.length);
    if (reading) {
      text = new byte[length];
      bytes.get(text);
      return new String(text, StandardCharsets.UTF_8);
    }
    room(length).put(text);
    return value;
  }

  /// Values of an array whose length is known without them.
  public void of(double[] values) {
    if (!reading) {
      room(values.length * Double.BYTES);
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = of(values[i]);
    }
  }

  /// The same of smaller numbers.
  public void of(float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (reading) {
        values[i] = bytes.getFloat();
      } else {
        room(Float.BYTES).putFloat(values[i]);
      }
    }
  }

  /// The same of bytes.
  public void of(byte[] values) {
    if (reading) {
      bytes.get(values);
    } else {
      room(values.length).put(values);
    }
  }

  /// The same of counts.
  public void of(int[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = of(values[i]);
    }
  }

  private ByteBuffer room(int more) {
    if (bytes.remaining() < more) {
      bytes =
          ByteBuffer.allocate(Math.max(2 * bytes.capacity(), bytes.position() + more))
              .put(bytes.flip());
    }
    return bytes;
  }
}
