package dev.trimtab.demo.llm;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The time buckets of one page of a report.
///
/// @param nextPage token of the next page, empty on the last
record Buckets(List<Bucket> buckets, String nextPage) {
  private static final String TOKEN = "page_";
  private static final long HOUR = 3600;

  /// Half-open, in hours since the epoch.
  record Bucket(long firstHour, long endHour) {
    Instant start() {
      return Instant.ofEpochSecond(firstHour * HOUR);
    }

    Instant end() {
      return Instant.ofEpochSecond(endHour * HOUR);
    }
  }

  /// A width of buckets, and how many a page may hold.
  enum Width {
    HOURS(1, 24, 168),
    DAYS(24, 7, 31);

    private final int hours;
    private final int usual;
    private final int most;

    Width(int hours, int usual, int most) {
      this.hours = hours;
      this.usual = usual;
      this.most = most;
    }

    /// Reads `1h` or `1d`.
    ///
    /// @throws IllegalArgumentException for any other
    static Width of(String text) {
      return switch (text) {
        case "1h" -> HOURS;
        case "1d" -> DAYS;
        default ->
            throw new IllegalArgumentException(
                "bucket_width must be 1h or 1d here, not '" + text + "'");
      };
    }
  }

  /// Cuts `[start, end)` into buckets and takes a page of them.
  ///
  /// @param limit buckets on a page, 0 for the usual number
  /// @param page token of the page before; empty for the first
  /// @throws IllegalArgumentException for a limit or a token that cannot be
  static Buckets page(Instant start, Instant end, Width width, int limit, int most, String page) {
    int size = limit == 0 ? width.usual : limit;
    int allowed = most == 0 ? width.most : most;
    if (size < 1 || size > allowed) {
      throw new IllegalArgumentException(
          "limit must be between 1 and " + allowed + ", not " + limit);
    }
    long hour = page.isEmpty() ? start.getEpochSecond() / HOUR : hour(page);
    long first = Math.floorDiv(hour, (long) width.hours) * width.hours;
    var buckets = new ArrayList<Bucket>();
    while (first * HOUR < end.getEpochSecond() && buckets.size() < size) {
      buckets.add(new Bucket(first, first + width.hours));
      first += width.hours;
    }
    boolean more = first * HOUR < end.getEpochSecond();
    return new Buckets(buckets, more ? TOKEN + Long.toString(first, 36) : "");
  }

  private static long hour(String page) {
    if (!page.startsWith(TOKEN)) {
      throw new IllegalArgumentException("page '" + page + "' was not handed out here");
    }
    return Long.parseLong(page.substring(TOKEN.length()), 36);
  }
}
