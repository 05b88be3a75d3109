package dev.trimtab.detect.series;

import dev.trimtab.model.spend.SpendPoint;
import java.util.function.Consumer;

/// Gathers points into steps of the grid.
///
/// A step is complete when a point reaches its end, or when a later step begins. A point longer
/// than a step counts as its rate.
public final class Hours {
  private final Grid grid;
  private long step = Long.MIN_VALUE;
  private long handedOver = Long.MIN_VALUE;
  private long end;
  private double covered;
  private double cost;
  private double requests;
  private double failed;
  private double inputTokens;
  private double outputTokens;
  private double budget = Double.NaN;

  public Hours(Grid grid) {
    this.grid = grid;
  }

  /// Takes a point and hands over what is complete by it: nothing, a step, or two.
  public void add(SpendPoint point, Consumer<Hour> complete) {
    long at = grid.step(point.end() - 1);
    if (at != step && covered > 0) {
      handOver(complete);
    }
    step = at;
    take(point);
    if (point.end() == (at + 1) * grid.seconds()) {
      handOver(complete);
    }
  }

  private void take(SpendPoint point) {
    double part = Math.min(1, (double) grid.seconds() / point.seconds());
    end = point.end();
    covered += point.seconds() * part / grid.seconds();
    cost += Math.max(0, point.cost()) * part;
    requests += point.requests() * part;
    failed += point.failed() * part;
    inputTokens += point.inputTokens() * part;
    outputTokens += point.outputTokens() * part;
    budget = point.budgetPerMonth();
  }

  private void handOver(Consumer<Hour> complete) {
    // a late point of a step that is done adds to the next: money is never dropped, nor are steps
    // told twice
    if (step > handedOver) {
      int missing =
          handedOver == Long.MIN_VALUE
              ? 0
              : (int) Math.min(Integer.MAX_VALUE, step - handedOver - 1);
      double share = Math.min(1, covered);
      var hour =
          new Hour(
              step,
              step * grid.seconds(),
              end,
              share,
              missing,
              cost,
              requests,
              failed,
              inputTokens,
              outputTokens,
              budget);
      handedOver = step;
      clear();
      complete.accept(hour);
    }
  }

  private void clear() {
    covered = 0;
    cost = 0;
    requests = 0;
    failed = 0;
    inputTokens = 0;
    outputTokens = 0;
  }

  /// Writes down, or takes back, what it knows.
  public void keep(Memory memory) {
    step = memory.of(step);
    handedOver = memory.of(handedOver);
    end = memory.of(end);
    covered = memory.of(covered);
    cost = memory.of(cost);
    requests = memory.of(requests);
    failed = memory.of(failed);
    inputTokens = memory.of(inputTokens);
    outputTokens = memory.of(outputTokens);
    budget = memory.of(budget);
  }
}
