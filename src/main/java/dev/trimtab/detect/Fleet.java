package dev.trimtab.detect;

/// What all series together say of one that has no history.
///
/// Causal: what is said of an instant comes from whole days before it.
public interface Fleet {
  /// Nothing is known of others.
  Fleet UNKNOWN =
      new Fleet() {
        @Override
        public long since() {
          return Long.MAX_VALUE;
        }

        @Override
        public double usualPerHour(long at) {
          return Double.NaN;
        }
      };

  /// The first instant that anything is known of, Unix seconds.
  long since();

  /// What a series that spends at all spends in an hour, the median over series and hours; NaN
  /// where too little is known.
  double usualPerHour(long at);
}
