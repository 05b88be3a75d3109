package dev.trimtab.detect.series;

/// What a series would do were all normal, and what it did beside that.
///
/// Money is compared at the usual price of a token; see [Price].
public final class Normal {
  private static final double CREDIT_FADES = 0.04;

  /// Less than this share of the expected is a shortfall that may be booked, or caught up, later.
  private static final double SHORT_OF = 0.7;

  private static final int LONGEST_GAP_HOURS = 96;

  private static final double LONG_RUN = 1.0 / (24 * 14);

  /// A step counts for no more than so many of its kind where a day has to be high throughout.
  private static final double MOST_OF_A_STEP = 4;

  private static final double SELDOM = 0.5;

  private final Grid grid;
  private final Week week;
  private final Levels levels;
  private final Price price = new Price();
  private final Rolling lastCosts;
  private final Rolling lastShapes;
  private final Rolling twoDaysCosts;
  private final Rolling twoDaysShapes;
  private final Rolling lastSpending;
  private final Rolling lastHeld;
  private final Rolling lastUsual;
  private final double fadesInStep;
  private double dayCost;
  private double dayShape;
  private double allCost;
  private double allShape;
  private long day = Long.MIN_VALUE;
  private int slot;
  private double shape = 1;
  private double cost;
  private double expected;
  private double owed;
  private double excess;
  private int spendingSteps;
  private int steps;
  private double spendingShare;
  private long firstSpend = Long.MIN_VALUE;

  public Normal(Grid grid) {
    this.grid = grid;
    fadesInStep = Math.pow(1 - CREDIT_FADES, grid.hours());
    week = new Week(grid);
    levels = new Levels(grid);
    lastCosts = new Rolling(grid.perDay());
    lastShapes = new Rolling(grid.perDay());
    twoDaysCosts = new Rolling(2 * grid.perDay());
    twoDaysShapes = new Rolling(2 * grid.perDay());
    lastSpending = new Rolling(grid.perDay());
    lastHeld = new Rolling(grid.perDay());
    lastUsual = new Rolling(grid.perDay());
  }

  /// Compares a step with what was known before it.
  ///
  /// @param slack what may be above the expected without being excess, as a share of it
  public void compare(Hour hour, double slack) {
    slot = grid.slot(hour.step());
    shape = Math.max(week.shape(slot), 0.02) * hour.share();
    cost = hour.cost() / price.factor(hour);
    if (Double.isNaN(levels.level())) {
      levels.startAt(cost / shape);
    }
    levels.step();
    expected = shape * levels.level();
    fade(hour);
    settle(slack);
    steps++;
    spendingShare +=
        Math.max(1.0 / steps, LONG_RUN * grid.hours())
            * ((hour.cost() > 0 ? 1 : 0) - spendingShare);
    if (hour.cost() > 0) {
      spendingSteps++;
      firstSpend = firstSpend == Long.MIN_VALUE ? hour.start() : firstSpend;
    }
  }

  private void fade(Hour hour) {
    double missed = Math.min(hour.missing(), LONGEST_GAP_HOURS / grid.hours());
    double fades = missed == 0 ? fadesInStep : Math.pow(fadesInStep, missed + 1);
    owed = owed * fades + missed * levels.level();
  }

  /// What was short before may come now; it is no excess.
  private void settle(double slack) {
    double above = cost - (1 + slack) * expected;
    if (above > 0) {
      double booked = Math.min(above, owed);
      owed -= booked;
      above -= booked;
    } else {
      owed += Math.max(0, SHORT_OF * expected - cost);
    }
    excess = above;
  }

  /// Takes a step into what is normal.
  public void learn(Hour hour) {
    if (levels.daysSeen() == 0) {
      allCost += cost;
      allShape += shape;
      levels.startAt(allCost / allShape);
    } else {
      levels.follow(lastCosts.sum() / lastShapes.sum());
    }
    if (levels.level() > 0) {
      week.learn(slot, cost / hour.share() / levels.level());
    }
    price.learn(hour);
  }

  /// Moves on by a step; says whether a day has ended before it.
  public boolean startsDay(Hour hour) {
    long today = Grid.day(hour.start());
    boolean ended = day != Long.MIN_VALUE && today != day;
    day = today;
    return ended;
  }

  /// Ends a day.
  ///
  /// @param usual whether its level counts
  public void endDay(boolean usual) {
    if (usual && dayShape > 0.4 * grid.perDay()) {
      levels.day(dayCost / dayShape);
    }
    dayCost = 0;
    dayShape = 0;
  }

  /// Adds the step to the running day.
  public void count() {
    lastCosts.add(cost);
    lastShapes.add(shape);
    twoDaysCosts.add(cost);
    twoDaysShapes.add(shape);
    lastSpending.add(cost > 0 ? 1 : 0);
    double usual = shape * levels.dayAgo();
    lastHeld.add(Math.min(cost, MOST_OF_A_STEP * usual));
    lastUsual.add(usual);
    dayCost += cost;
    dayShape += shape;
  }

  /// What lasts is normal now.
  public void accept(Hour hour) {
    accept(hour, twoDaysCosts.sum() / twoDaysShapes.sum());
  }

  private void accept(Hour hour, double level) {
    levels.accept(level);
    price.accept(hour);
    owed = 0;
    lastHeld.clear();
    lastUsual.clear();
  }

  /// The step's money at the usual price.
  public double cost() {
    return cost;
  }

  public double expected() {
    return expected;
  }

  /// The step's money beyond the expected, the slack, and what was owed; negative below.
  public double excess() {
    return excess;
  }

  /// A normal day's money.
  public double day() {
    return levels.base() * grid.perDay();
  }

  /// Normal money in an average step.
  public double perStep() {
    return levels.base();
  }

  /// The last day of steps over the level of a day ago; a batch counts for little, since no step
  /// counts for more than a few of its kind.
  public double overDayAgo() {
    return lastHeld.sum() / Math.max(lastUsual.sum(), 1e-12);
  }

  /// What the last day of steps would have been at the level of a day ago.
  public double usualDay() {
    return lastUsual.sum();
  }

  /// The money of the last day of steps, at the usual price.
  public double lastDay() {
    return lastCosts.sum();
  }

  /// The step's share of an average one.
  public double shape() {
    return shape;
  }

  /// The level of the last day's steps over the base level of the days before the last week.
  public double weeksGrowth() {
    return lastShapes.sum() > 0
        ? lastCosts.sum() / lastShapes.sum() / Math.max(levels.past(), 1e-12)
        : 1;
  }

  /// The same of the day before the last.
  public double weeksGrowthBefore() {
    double shapes = twoDaysShapes.sum() - lastShapes.sum();
    return shapes > 0
        ? (twoDaysCosts.sum() - lastCosts.sum()) / shapes / Math.max(levels.past(), 1e-12)
        : 1;
  }

  /// The share of the last day's steps in which money was spent.
  public double spendingShare() {
    return lastSpending.sum() / Math.max(1, lastSpending.count());
  }

  /// Whether it spends in less than half of its steps, as small teams do: its days are no measure.
  public boolean spendsSeldom() {
    return spendingShare < SELDOM;
  }

  /// The last day over the highest of the last four weeks.
  public double overHighestDay() {
    return lastCosts.sum() / lastShapes.sum() / Math.max(levels.highestDay(), 1e-12);
  }

  /// Whole days that count towards the level, of any length of history.
  public int daysSeen() {
    return levels.daysSeen();
  }

  public int spendingSteps() {
    return spendingSteps;
  }

  /// When money was first spent, Unix seconds; the smallest long before that.
  public long firstSpend() {
    return firstSpend;
  }

  public Grid grid() {
    return grid;
  }

  /// What has gone on so is normal now: so many times what was normal before.
  public void acceptTimes(Hour hour, double times) {
    accept(hour, levels.level() * times);
  }

  /// Writes down, or takes back, what it knows; all else is made anew by the next step.
  public void keep(Memory memory) {
    week.keep(memory);
    levels.keep(memory);
    price.keep(memory);
    lastCosts.keep(memory);
    lastShapes.keep(memory);
    twoDaysCosts.keep(memory);
    twoDaysShapes.keep(memory);
    lastSpending.keep(memory);
    lastHeld.keep(memory);
    lastUsual.keep(memory);
    dayCost = memory.of(dayCost);
    dayShape = memory.of(dayShape);
    allCost = memory.of(allCost);
    allShape = memory.of(allShape);
    day = memory.of(day);
    owed = memory.of(owed);
    spendingSteps = memory.of(spendingSteps);
    steps = memory.of(steps);
    spendingShare = memory.of(spendingShare);
    firstSpend = memory.of(firstSpend);
  }
}
