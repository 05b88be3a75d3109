package dev.trimtab.pipeline;

/// Hears how a run is going; a terminal shows it, a log writes it down.
public interface Progress {
  Progress SILENT =
      new Progress() {
        @Override
        public void started(String stage) {}

        @Override
        public void done(String stage, String detail) {}

        @Override
        public void failed(String stage, String message) {}
      };

  void started(String stage);

  void done(String stage, String detail);

  void failed(String stage, String message);
}
