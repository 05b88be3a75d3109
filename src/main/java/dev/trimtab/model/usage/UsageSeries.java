package dev.trimtab.model.usage;

import dev.trimtab.model.cluster.ContainerRef;
import java.util.Arrays;

/// All usage of one container, its pods side by side, as columns in order of the intervals' ends.
/// Unknown is NaN. Where only the mean or only the peak of a measure was told, it stands for both.
public final class UsageSeries {
  private final int index;
  private final ContainerRef container;
  private final long[] start;
  private final long[] end;
  private final int[] pod;
  private final int[] oomKills;
  private final double[][] values;

  /// What is kept of every interval.
  public enum Column {
    /// Cores.
    CPU(0),
    /// Cores.
    CPU_PEAK(1),
    /// Bytes.
    MEMORY(2),
    /// Bytes.
    MEMORY_PEAK(3),
    /// Cores, in force.
    CPU_REQUEST(4),
    /// Cores, in force.
    CPU_LIMIT(5),
    /// Bytes, in force.
    MEMORY_REQUEST(6),
    /// Bytes, in force.
    MEMORY_LIMIT(7);

    private final int place;

    Column(int place) {
      this.place = place;
    }
  }

  private UsageSeries(
      int index,
      ContainerRef container,
      long[] start,
      long[] end,
      int[] pod,
      int[] oomKills,
      double[][] values) {
    this.index = index;
    this.container = container;
    this.start = start;
    this.end = end;
    this.pod = pod;
    this.oomKills = oomKills;
    this.values = values;
  }

  /// The container's place in its source's list.
  public int index() {
    return index;
  }

  public ContainerRef container() {
    return container;
  }

  public int size() {
    return start.length;
  }

  /// Unix seconds.
  public long start(int row) {
    return start[row];
  }

  /// Unix seconds.
  public long end(int row) {
    return end[row];
  }

  public double hours(int row) {
    return (end[row] - start[row]) / 3600.0;
  }

  /// A number for the pod, the same in all its rows.
  public int pod(int row) {
    return pod[row];
  }

  /// Events; none where unknown.
  public int oomKills(int row) {
    return oomKills[row];
  }

  public double value(Column column, int row) {
    return values[column.place][row];
  }

  /// How many rows had ended by an instant: what may be known then.
  public int seenBy(long unixSeconds) {
    int at = Arrays.binarySearch(end, unixSeconds + 1);
    int place = at >= 0 ? at : -at - 1;
    while (place > 0 && end[place - 1] > unixSeconds) {
      place--;
    }
    return place;
  }

  /// The newest known value among the first `seen` rows, NaN where none of the last 50 has one.
  public double latest(Column column, int seen) {
    for (int row = seen - 1; row >= Math.max(0, seen - 50); row--) {
      double value = value(column, row);
      if (!Double.isNaN(value)) {
        return value;
      }
    }
    return Double.NaN;
  }

  /// Collects rows in any order.
  public static final class Builder {
    private final int index;
    private final ContainerRef container;
    private long[] start = new long[64];
    private long[] end = new long[64];
    private int[] pod = new int[64];
    private int[] oomKills = new int[64];
    private final double[][] values = new double[Column.values().length][64];
    private int size;
    private boolean ordered = true;

    public Builder(int index, ContainerRef container) {
      this.index = index;
      this.container = container;
    }

    /// Adds an interval `[start, end)` in Unix seconds; `row` has a value for each [Column].
    public void add(long start, long end, int pod, int oomKills, double[] row) {
      if (size == this.start.length) {
        grow();
      }
      ordered &= size == 0 || this.end[size - 1] <= end;
      this.start[size] = start;
      this.end[size] = end;
      this.pod[size] = pod;
      this.oomKills[size] = oomKills;
      for (int i = 0; i < values.length; i++) {
        values[i][size] = row[i];
      }
      size++;
    }

    private void grow() {
      int room = size * 2;
      start = Arrays.copyOf(start, room);
      end = Arrays.copyOf(end, room);
      pod = Arrays.copyOf(pod, room);
      oomKills = Arrays.copyOf(oomKills, room);
      for (int i = 0; i < values.length; i++) {
        values[i] = Arrays.copyOf(values[i], room);
      }
    }

    /// The rows in order of their ends; of rows with one end, as they came.
    public UsageSeries build() {
      var order = new int[size];
      Arrays.setAll(order, i -> i);
      if (!ordered) {
        order =
            java.util.stream.IntStream.range(0, size)
                .boxed()
                .sorted((left, right) -> Long.compare(end[left], end[right]))
                .mapToInt(Integer::intValue)
                .toArray();
      }
      var columns = new double[values.length][size];
      var from = new long[size];
      var to = new long[size];
      var pods = new int[size];
      var kills = new int[size];
      for (int i = 0; i < size; i++) {
        int at = order[i];
        from[i] = start[at];
        to[i] = end[at];
        pods[i] = pod[at];
        kills[i] = oomKills[at];
        for (int c = 0; c < columns.length; c++) {
          columns[c][i] = values[c][at];
        }
      }
      return new UsageSeries(index, container, from, to, pods, kills, columns);
    }
  }
}
