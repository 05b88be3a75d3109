package dev.trimtab.report.sheet;

import dev.trimtab.model.report.ReportData;
import dev.trimtab.report.Advice;
import dev.trimtab.report.CentCosts;
import dev.trimtab.report.Headline;

/// A report's data with what is derived from it once, for all sheets.
public record Report(ReportData data, CentCosts costs, Advice advice, Headline headline) {
  public static Report of(ReportData data) {
    var costs = CentCosts.of(data.costs());
    return new Report(data, costs, Advice.of(data), Headline.of(data, costs));
  }
}
