package dev.trimtab.app.explain;

import dev.trimtab.units.Money;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The largest savings by workload, in lines.
final class WorkloadSavingLines {
  private static final int MOST = 10;

  private WorkloadSavingLines() {}

  static String title(List<WorkloadSaving> savings) {
    return known(savings)
        ? "Largest savings by workload, a month (realizable on these nodes; nominal at list price):"
        : "Largest savings by workload, a month (nominal at list price; not attributed to nodes yet):";
  }

  private static boolean known(List<WorkloadSaving> savings) {
    return savings.stream().anyMatch(saving -> saving.realizable() != null);
  }

  static List<String> of(List<WorkloadSaving> savings) {
    boolean known = known(savings);
    var rows = new ArrayList<List<String>>();
    for (var saving : savings.subList(0, Math.min(MOST, savings.size()))) {
      var row = new ArrayList<String>();
      if (known) {
        row.add(amount(saving.realizable()));
        row.add("(nominal " + amount(saving.nominal()) + ")");
      } else {
        row.add(amount(saving.nominal()));
      }
      row.add(saving.workload());
      row.add("team " + saving.team());
      rows.add(row);
    }
    var words = known ? List.of(2, 3) : List.of(1, 2);
    var lines = new ArrayList<>(new Columns(words, rows).lines());
    if (savings.size() > MOST) {
      lines.add("  and %,d more (all with --output json)".formatted(savings.size() - MOST));
    }
    return lines;
  }

  private static String amount(@Nullable Money money) {
    return money == null ? "unknown" : Monthly.amount(money);
  }
}
