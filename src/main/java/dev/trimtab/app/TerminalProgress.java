package dev.trimtab.app;

import dev.trimtab.pipeline.Progress;
import java.util.LinkedHashMap;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/// Shows how a run is going: a bar per stage at work, a line per stage done.
final class TerminalProgress implements Progress {
  private static final int NAME_WIDTH = 34;

  private final Map<String, ProgressBar> bars = new LinkedHashMap<>();

  @Override
  public synchronized void started(String stage) {
    bars.put(
        stage,
        new ProgressBarBuilder()
            .setTaskName(stage)
            .setInitialMax(-1)
            .clearDisplayOnFinish()
            .build());
  }

  @Override
  public synchronized void done(String stage, String detail) {
    end(stage, "✓", detail);
  }

  @Override
  public synchronized void failed(String stage, String message) {
    end(stage, "✗", message);
  }

  private void end(String stage, String mark, String detail) {
    var bar = bars.remove(stage);
    if (bar != null) {
      bar.close();
    }
    System.err.println(
        mark + " " + stage + " ".repeat(Math.max(1, NAME_WIDTH - stage.length())) + detail);
  }
}
