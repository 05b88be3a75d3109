package dev.trimtab.collect.csv;

import java.util.Arrays;

/// Remembers the last two instants that were read: rows of the same hour repeat both, and a series'
/// next row begins where the last one ended.
public final class Instants {
  private final char[][] texts = {{}, {}};
  private final long[] seconds = new long[2];
  private int older;

  /// Unix seconds of the usual form of an instant; [CellText#NOT_PLAIN] for all else.
  long seconds(char[] text, int from, int to) {
    for (int i = 0; i < texts.length; i++) {
      var known = texts[i];
      if (Arrays.equals(text, from, to, known, 0, known.length)) {
        return seconds[i];
      }
    }
    long read = CellText.seconds(text, from, to);
    if (read != CellText.NOT_PLAIN) {
      texts[older] = Arrays.copyOfRange(text, from, to);
      seconds[older] = read;
      older = 1 - older;
    }
    return read;
  }
}
