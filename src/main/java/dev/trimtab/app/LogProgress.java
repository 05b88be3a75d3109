package dev.trimtab.app;

import dev.trimtab.pipeline.Progress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down how a run is going and how long each stage took, for whoever reads the log.
final class LogProgress implements Progress {
  private static final Logger LOG = LoggerFactory.getLogger(LogProgress.class);

  private final Map<String, Long> begun = new ConcurrentHashMap<>();

  @Override
  public void started(String stage) {
    begun.put(stage, System.nanoTime());
    LOG.debug("{} begins", stage);
  }

  @Override
  public void done(String stage, String detail) {
    LOG.info("{}: {} ({})", stage, detail.isEmpty() ? "done" : detail, took(stage));
  }

  @Override
  public void failed(String stage, String message) {
    LOG.warn("{}: {} ({})", stage, message, took(stage));
  }

  private String took(String stage) {
    long now = System.nanoTime();
    var length = Duration.ofNanos(now - begun.getOrDefault(stage, now));
    return "%.1f s".formatted(length.toMillis() / 1000.0);
  }
}
