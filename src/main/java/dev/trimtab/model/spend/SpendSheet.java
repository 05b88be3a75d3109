package dev.trimtab.model.spend;

import java.util.Arrays;

/// What all lanes of a source spent in one step of time: an hour, or a day. Counts are NaN where
/// the source does not tell them.
public final class SpendSheet {
  private static final int ROOM = 16;

  private final String source;
  private final long start;
  private final long seconds;
  private int size;
  private int[] lanes;
  private double[] cost;
  private float[] requests;
  private float[] failed;
  private float[] input;
  private float[] output;

  /// An empty one.
  ///
  /// @param start Unix seconds
  /// @param seconds length of the step
  public SpendSheet(String source, long start, long seconds) {
    this(source, start, seconds, ROOM);
  }

  /// An empty one with room for so many lanes.
  public SpendSheet(String source, long start, long seconds, int room) {
    this.source = source;
    this.start = start;
    this.seconds = seconds;
    lanes = new int[room];
    cost = new double[room];
    requests = new float[room];
    failed = new float[room];
    input = new float[room];
    output = new float[room];
  }

  /// Adds a lane's spend; a lane may be added several times.
  public void add(int lane, double money, double calls, double failures, double in, double out) {
    if (size == lanes.length) {
      grow(2 * size + 1);
    }
    lanes[size] = lane;
    cost[size] = money;
    requests[size] = (float) calls;
    failed[size] = (float) failures;
    input[size] = (float) in;
    output[size] = (float) out;
    size++;
  }

  private void grow(int room) {
    lanes = Arrays.copyOf(lanes, room);
    cost = Arrays.copyOf(cost, room);
    requests = Arrays.copyOf(requests, room);
    failed = Arrays.copyOf(failed, room);
    input = Arrays.copyOf(input, room);
    output = Arrays.copyOf(output, room);
  }

  public String source() {
    return source;
  }

  public long start() {
    return start;
  }

  public long seconds() {
    return seconds;
  }

  public int size() {
    return size;
  }

  public int lane(int at) {
    return lanes[at];
  }

  public double cost(int at) {
    return cost[at];
  }

  public float requests(int at) {
    return requests[at];
  }

  public float failed(int at) {
    return failed[at];
  }

  public float input(int at) {
    return input[at];
  }

  public float output(int at) {
    return output[at];
  }
}
