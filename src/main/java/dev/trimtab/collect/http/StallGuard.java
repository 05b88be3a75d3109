package dev.trimtab.collect.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// A body whose reader is let go when no byte comes for too long: the JDK's client times only the
/// wait for the headers.
final class StallGuard extends FilterInputStream {
  private static final long IDLE = Long.MIN_VALUE;

  private final Duration longest;
  private final Thread watch;
  private volatile long readingSince = IDLE;
  private volatile boolean stalled;

  StallGuard(InputStream body, Duration longest) {
    super(body);
    this.longest = longest;
    this.watch = Thread.ofVirtual().name("stall-guard").start(this::watch);
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    readingSince = System.nanoTime();
    try {
      int read = super.read(into, offset, length);
      if (stalled) {
        throw new IOException("no byte for " + longest);
      }
      return read;
    } catch (IOException e) {
      throw stalled ? new IOException("no byte for " + longest, e) : e;
    } finally {
      readingSince = IDLE;
    }
  }

  @Override
  public void close() throws IOException {
    watch.interrupt();
    super.close();
  }

  private void watch() {
    try {
      while (true) {
        long since = readingSince;
        long waited = since == IDLE ? 0 : System.nanoTime() - since;
        if (waited >= longest.toNanos()) {
          stalled = true;
          in.close();
          return;
        }
        Thread.sleep(longest.minusNanos(waited));
      }
    } catch (InterruptedException | IOException _) {
      // closed by its reader: nothing is left to watch
    }
  }
}
