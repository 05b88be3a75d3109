package dev.trimtab.report.workbook;

import dev.trimtab.model.cost.DailyCost.Kind;
import dev.trimtab.report.CentCosts;
import dev.trimtab.report.TemplateUnusable;
import dev.trimtab.report.grid.Book;
import dev.trimtab.report.sheet.Report;
import dev.trimtab.report.sheet.SummarySheet;
import java.util.stream.IntStream;
import javax.xml.namespace.QName;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xddf.usermodel.XDDFColor;
import org.apache.poi.xddf.usermodel.XDDFLineProperties;
import org.apache.poi.xddf.usermodel.XDDFSolidFillProperties;
import org.apache.poi.xddf.usermodel.chart.AxisCrossBetween;
import org.apache.poi.xddf.usermodel.chart.AxisCrosses;
import org.apache.poi.xddf.usermodel.chart.AxisPosition;
import org.apache.poi.xddf.usermodel.chart.BarDirection;
import org.apache.poi.xddf.usermodel.chart.BarGrouping;
import org.apache.poi.xddf.usermodel.chart.ChartTypes;
import org.apache.poi.xddf.usermodel.chart.LegendPosition;
import org.apache.poi.xddf.usermodel.chart.XDDFBarChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFDataSourcesFactory;
import org.apache.poi.xddf.usermodel.chart.XDDFValueAxis;
import org.apache.poi.xssf.usermodel.XSSFChart;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.xmlbeans.XmlObject;

/// A native chart: a stacked column per day, by kind, over the table of days.
///
/// It has to be drawn after the formulas were evaluated, since it carries a copy of their values. A
/// series has the fill of the style `series_` and the kind, so finance may recolour it.
final class DailyChart {
  private static final int OVERLAP = 100;
  private static final int GAP_PERCENT = 40;

  private DailyChart() {}

  static void draw(Book book, Report report) {
    var anchor = book.anchor("at_summary_days");
    var sheet = book.sheet(anchor);
    var first = anchor.getRow();
    var last = first + SummarySheet.daysOf(report).size() - 1;
    var chart = place(book, sheet);
    var data = axes(chart, report.data().currency().getCurrencyCode());
    var labelColumn = anchor.getCol() + 1;
    var labels = new CellRangeAddress(first, last, labelColumn, labelColumn);
    var days =
        XDDFDataSourcesFactory.fromArray(
            IntStream.rangeClosed(first, last)
                .mapToObj(row -> sheet.getRow(row).getCell(labelColumn).getStringCellValue())
                .toArray(String[]::new),
            labels.formatAsString(sheet.getSheetName(), true),
            0);
    var next = labelColumn;
    for (var kind : Kind.values()) {
      var column = ++next;
      var range = new CellRangeAddress(first, last, column, column);
      var costs =
          XDDFDataSourcesFactory.fromArray(
              IntStream.rangeClosed(first, last)
                  .mapToObj(row -> cached(sheet, row, column))
                  .toArray(Double[]::new),
              range.formatAsString(sheet.getSheetName(), true),
              0);
      var series = (XDDFBarChartData.Series) data.addSeries(days, costs);
      var title = sheet.getRow(first - 1).getCell(column);
      series.setTitle(
          title.getStringCellValue(),
          new CellReference(sheet.getSheetName(), first - 1, column, true, true));
      series.setFillProperties(fill(book, kind));
    }
    chart.plot(data);
  }

  private static XSSFChart place(Book book, XSSFSheet sheet) {
    var area = book.area("at_summary_chart");
    var drawing = sheet.createDrawingPatriarch();
    var anchor =
        drawing.createAnchor(
            0,
            0,
            0,
            0,
            area.getFirstCell().getCol(),
            area.getFirstCell().getRow(),
            area.getLastCell().getCol() + 1,
            area.getLastCell().getRow() + 1);
    var chart = drawing.createChart(anchor);
    chart.setTitleText("Cost per day by kind");
    chart.setTitleOverlay(false);
    chart.getOrAddLegend().setPosition(LegendPosition.BOTTOM);
    return chart;
  }

  private static XDDFBarChartData axes(XSSFChart chart, String currency) {
    var bottom = chart.createCategoryAxis(AxisPosition.BOTTOM);
    var left = chart.createValueAxis(AxisPosition.LEFT);
    left.setTitle(currency);
    left.setMinimum(0);
    left.setNumberFormat("#,##0");
    left.setCrosses(AxisCrosses.AUTO_ZERO);
    left.setCrossBetween(AxisCrossBetween.BETWEEN);
    faintLines(left);
    var data = (XDDFBarChartData) chart.createData(ChartTypes.BAR, bottom, left);
    data.setBarDirection(BarDirection.COL);
    data.setBarGrouping(BarGrouping.STACKED);
    data.setVaryColors(false);
    var bars = chart.getCTChart().getPlotArea().getBarChartArray(0);
    percent(bars.addNewGapWidth(), GAP_PERCENT);
    percent(bars.addNewOverlap(), OVERLAP);
    return data;
  }

  /// The schemas that come with POI leave out the types of these two, so their setters throw.
  private static void percent(XmlObject element, int value) {
    try (var cursor = element.newCursor()) {
      cursor.setAttributeText(new QName("val"), String.valueOf(value));
    }
  }

  private static void faintLines(XDDFValueAxis axis) {
    var grey =
        new XDDFSolidFillProperties(
            XDDFColor.from(new byte[] {(byte) 217, (byte) 217, (byte) 217}));
    axis.getOrAddMajorGridProperties().setLineProperties(new XDDFLineProperties(grey));
  }

  private static double cached(XSSFSheet sheet, int row, int column) {
    var cell = sheet.getRow(row).getCell(column);
    return cell.getCachedFormulaResultType() == CellType.NUMERIC ? cell.getNumericCellValue() : 0;
  }

  private static XDDFSolidFillProperties fill(Book book, Kind kind) {
    var name = "series_" + CentCosts.word(kind);
    var colour = book.style(name).getFillForegroundColorColor();
    var rgb = colour == null ? null : colour.getRGB();
    if (rgb == null) {
      throw new TemplateUnusable(
          "style '%s' has no solid fill, and the chart takes its colour from it".formatted(name),
          null);
    }
    return new XDDFSolidFillProperties(XDDFColor.from(rgb));
  }
}
