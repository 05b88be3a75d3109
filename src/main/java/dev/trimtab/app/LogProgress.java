package dev.trimtab.app;

import dev.trimtab.pipeline.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down how a run is going, for whoever reads the log.
final class LogProgress implements Progress {
  private static final Logger LOG = LoggerFactory.getLogger(LogProgress.class);

  @Override
  public void started(String stage) {
    LOG.debug("{} begins", stage);
  }

  @Override
  public void done(String stage, String detail) {
    LOG.info("{}: {}", stage, detail.isEmpty() ? "done" : detail);
  }

  @Override
  public void failed(String stage, String message) {
    LOG.warn("{}: {}", stage, message);
  }
}
