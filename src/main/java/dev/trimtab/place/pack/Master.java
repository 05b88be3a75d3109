package dev.trimtab.place.pack;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPSolverParameters;
import com.google.ortools.linearsolver.MPVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The restricted master: how many nodes of each column, so that every pod has room, at least cost.
///
/// A spread class's pods in a zone are a variable between what its skew allows. Rows about counted
/// offers and about shares of pools come when a solution breaks them. A pod without room costs more
/// than any node.
final class Master implements AutoCloseable {
  private static final double TIGHT = 1e-7;

  private final Instance instance;
  private final MPSolver solver;
  private final MPSolverParameters parameters = new MPSolverParameters();
  private final List<Column> columns = new ArrayList<>();
  private final List<MPVariable> amounts = new ArrayList<>();
  private final Set<Column> known = new HashSet<>();
  private final Map<Integer, List<Integer>> columnsOf = new HashMap<>();
  private final MPConstraint[] cover;
  private final MPVariable[] missing;
  private final MPVariable[] inZone;
  private final MPConstraint[] whole;
  private final Map<Integer, MPConstraint> counted = new HashMap<>();
  private final Map<Integer, Map<Integer, MPConstraint>> shares = new HashMap<>();
  private double[] solution = new double[0];
  private @Nullable Remaining remaining;

  static {
    Loader.loadNativeLibraries();
  }

  Master(Instance instance) {
    this.instance = instance;
    this.solver = MPSolver.createSolver("GLOP");
    parameters.setIntegerParam(
        MPSolverParameters.IntegerParam.PRESOLVE,
        MPSolverParameters.PresolveValues.PRESOLVE_OFF.swigValue());
    // scales change with every column, and a changed matrix is solved without the last basis
    parameters.setIntegerParam(
        MPSolverParameters.IntegerParam.SCALING,
        MPSolverParameters.ScalingValues.SCALING_OFF.swigValue());
    solver.objective().setMinimization();
    this.cover = new MPConstraint[instance.items()];
    this.missing = new MPVariable[instance.items()];
    this.inZone = new MPVariable[instance.items()];
    this.whole = new MPConstraint[instance.classes().size()];
    rows();
  }

  private void rows() {
    double dear = 20 * Arrays.stream(instance.cost()).max().orElse(1) + 1;
    for (int c = 0; c < instance.classes().size(); c++) {
      var of = instance.classes().get(c);
      if (of.spreads()) {
        whole[c] = solver.makeConstraint(of.total(), of.total());
      }
      for (int i : of.items()) {
        cover[i] = solver.makeConstraint(of.spreads() ? 0 : of.total(), MPSolver.infinity());
        missing[i] = solver.makeNumVar(0, MPSolver.infinity(), "");
        solver.objective().setCoefficient(missing[i], dear);
        cover[i].setCoefficient(missing[i], 1);
        if (of.spreads()) {
          inZone[i] = solver.makeNumVar((double) of.leastInZone(), (double) of.mostInZone(), "");
          cover[i].setCoefficient(inZone[i], -1);
          whole[c].setCoefficient(inZone[i], 1);
        }
      }
    }
  }

  /// False when it was there already.
  boolean add(Column column) {
    if (column.filling().isEmpty() || !known.add(column)) {
      return false;
    }
    int at = columns.size();
    columns.add(column);
    columnsOf.computeIfAbsent(column.offer(), k -> new ArrayList<>()).add(at);
    var amount = solver.makeNumVar(0, MPSolver.infinity(), "");
    amounts.add(amount);
    solver.objective().setCoefficient(amount, column.cost());
    var filling = column.filling();
    for (int k = 0; k < filling.items.length; k++) {
      cover[filling.items[k]].setCoefficient(amount, filling.counts[k]);
    }
    var count = counted.get(column.offer());
    if (count != null) {
      count.setCoefficient(amount, 1);
    }
    shares
        .getOrDefault(column.offer(), Map.of())
        .forEach((of, row) -> row.setCoefficient(amount, inClass(filling, of)));
    return true;
  }

  private int inClass(Filling filling, int of) {
    int sum = 0;
    for (int k = 0; k < filling.items.length; k++) {
      sum += instance.classOf()[filling.items[k]] == of ? filling.counts[k] : 0;
    }
    return sum;
  }

  /// Solves, adding rows until none is broken.
  ///
  /// @return the cost
  /// @throws NoOptimum when the solver finds none
  double solve() {
    while (true) {
      optimize();
      solution = new double[columns.size()];
      for (int at = 0; at < solution.length; at++) {
        solution[at] = Math.max(0, amounts.get(at).solutionValue());
      }
      if (!addBrokenRows()) {
        return solver.objective().value();
      }
    }
  }

  /// From the last basis, which can lead the solver into numbers that it gives up on; then anew, by
  /// another method.
  private void optimize() {
    var status = solver.solve(parameters);
    if (status != MPSolver.ResultStatus.OPTIMAL) {
      try (var anew = new Anew()) {
        status = solver.solve(anew.parameters);
      }
    }
    if (status != MPSolver.ResultStatus.OPTIMAL) {
      throw new NoOptimum("the master program ended as " + status);
    }
  }

  /// Without the last basis, presolved, by the dual simplex method.
  private static final class Anew implements AutoCloseable {
    private final MPSolverParameters parameters = new MPSolverParameters();

    Anew() {
      parameters.setIntegerParam(
          MPSolverParameters.IntegerParam.INCREMENTALITY,
          MPSolverParameters.IncrementalityValues.INCREMENTALITY_OFF.swigValue());
      parameters.setIntegerParam(
          MPSolverParameters.IntegerParam.LP_ALGORITHM,
          MPSolverParameters.LpAlgorithmValues.DUAL.swigValue());
    }

    @Override
    public void close() {
      parameters.delete();
    }
  }

  private boolean addBrokenRows() {
    boolean added = false;
    for (var entry : columnsOf.entrySet()) {
      int offer = entry.getKey();
      added |= count(offer, entry.getValue());
      if (instance.spot()[offer]) {
        added |= share(offer, entry.getValue());
      }
    }
    return added;
  }

  private boolean count(int offer, List<Integer> at) {
    int most = instance.available()[offer];
    if (most == Instance.UNBOUNDED || counted.containsKey(offer)) {
      return false;
    }
    double used = at.stream().mapToDouble(c -> solution[c]).sum();
    int left = remaining == null ? most : remaining.available(offer);
    if (used <= left + TIGHT) {
      return false;
    }
    var row = solver.makeConstraint(-MPSolver.infinity(), left);
    at.forEach(c -> row.setCoefficient(amounts.get(c), 1));
    counted.put(offer, row);
    return true;
  }

  private boolean share(int offer, List<Integer> at) {
    var used = new HashMap<Integer, Double>();
    for (int c : at) {
      if (solution[c] > 0) {
        var filling = columns.get(c).filling();
        for (int k = 0; k < filling.items.length; k++) {
          if (instance.of(filling.items[k]).capped()) {
            used.merge(
                instance.classOf()[filling.items[k]], solution[c] * filling.counts[k], Double::sum);
          }
        }
      }
    }
    boolean added = false;
    for (var of : used.entrySet()) {
      double most = (double) share(of.getKey(), offer);
      var rows = shares.computeIfAbsent(offer, k -> new HashMap<>());
      if (of.getValue() > most * (1 + TIGHT) && !rows.containsKey(of.getKey())) {
        var row = solver.makeConstraint(-MPSolver.infinity(), most);
        for (int c : at) {
          int count = inClass(columns.get(c).filling(), of.getKey());
          if (count > 0) {
            row.setCoefficient(amounts.get(c), count);
          }
        }
        rows.put(of.getKey(), row);
        added = true;
      }
    }
    return added;
  }

  Duals duals() {
    var item = new double[cover.length];
    for (int i = 0; i < item.length; i++) {
      item[i] = Math.max(0, cover[i].dualValue());
    }
    var pool = new HashMap<Integer, Map<Integer, Double>>();
    shares.forEach((offer, rows) ->
        rows.forEach((of, row) -> {
          double value = Math.max(0, -row.dualValue());
          if (value > 0) {
            pool.computeIfAbsent(offer, k -> new HashMap<>()).put(of, value);
          }
        }));
    return new Duals(item, pool);
  }

  /// What one more node of a counted offer would save; 0 where its count does not bind.
  double countDual(int offer) {
    var row = counted.get(offer);
    return row == null ? 0 : Math.max(0, -row.dualValue());
  }

  List<Column> columns() {
    return columns;
  }

  /// How many nodes of each column.
  double[] amounts() {
    return solution;
  }

  /// Pods of a spread class in an item's zone.
  double inZone(int item) {
    var variable = inZone[item];
    return variable == null ? 0 : variable.solutionValue();
  }

  /// Pods of an item without room; a fraction where the program could not do better.
  double missing(int item) {
    return missing[item].solutionValue();
  }

  /// From now on so many pods of an item, no more and no less.
  void demand(int item, double pods) {
    int c = instance.classOf()[item];
    var all = whole[c];
    if (all != null) {
      all.setBounds(-MPSolver.infinity(), MPSolver.infinity());
    }
    @Nullable MPVariable zone = inZone[item];
    if (zone == null) {
      cover[item].setLb(pods);
    } else {
      zone.setBounds(pods, pods);
    }
  }

  /// From now on no more than what remains of counted offers and of shares, and no column more
  /// often than its pods remain.
  void limits(Remaining remaining) {
    for (int at = 0; at < columns.size(); at++) {
      var column = columns.get(at);
      amounts.get(at).setUb(remaining.times(column.offer(), column.filling()));
    }
    this.remaining = remaining;
    counted.forEach((offer, row) -> row.setUb(remaining.available(offer)));
    shares.forEach(
        (offer, rows) -> rows.forEach((of, row) -> row.setUb((double) share(of, offer))));
  }

  /// Pods of a class that a pool may take, yet.
  private long share(int of, int offer) {
    var there = instance.classes().get(of);
    return remaining == null ? there.classCap() : remaining.share(there.items()[0], offer);
  }

  @Override
  public void close() {
    solver.delete();
    parameters.delete();
  }
}
