package dev.trimtab.report.workbook;

import java.util.HashMap;
import java.util.Map;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/// The named looks of the built-in template, on its very hidden sheet.
final class TemplateStyles {
  private static final String FONT = "Arial";
  private static final String NAVY = "1F3A5F";
  private static final String GREY = "595959";
  private static final String RED = "C00000";
  private static final String GREEN = "2E7D32";
  private static final String MONEY = "[$CUR] #,##0.00;[Red]-[$CUR] #,##0.00";
  private static final String COUNT = "#,##0";
  private static final String PERCENT = "0.0%";

  private final XSSFWorkbook workbook;
  private final XSSFSheet sheet;
  private final Map<String, XSSFCellStyle> styles = new HashMap<>();

  TemplateStyles(XSSFWorkbook workbook, XSSFSheet sheet) {
    this.workbook = workbook;
    this.sheet = sheet;
    words();
    figures();
    keyFigures();
    series();
  }

  XSSFCellStyle get(String name) {
    var style = styles.get(name);
    if (style == null) {
      throw new IllegalArgumentException("no style " + name);
    }
    return style;
  }

  private void words() {
    add("title").font(18, true, NAVY);
    add("heading").font(12, true, NAVY);
    add("label").font(10, true, GREY).top();
    add("link").font(10, false, "0563C1").underlined();
    add("note").font(9, false, GREY);
    add("warn").font(10, true, RED);
    add("header").font(9, true, "FFFFFF").fill(NAVY).wrap().padded();
    add("header_right").font(9, true, "FFFFFF").fill(NAVY).wrap().right();
    add("text").font(9, false, "000000").line().top().padded();
    add("text_wrap").font(9, false, "000000").line().wrap().top().padded();
    add("text_total").font(9, true, "000000").total().padded();
    add("fact").font(10, false, "000000").wrap().top();
    add("fact_money").font(10, true, "000000").format(MONEY).left();
    add("fact_pass").font(10, true, GREEN).wrap().top();
    add("fact_fail").font(10, true, RED).wrap().top();
    add("pass").font(9, true, GREEN).line().centre().top();
    add("fail").font(9, true, RED).fill("FDE9E7").line().centre().top();
    add("fail_wrap").font(9, true, RED).line().wrap().top();
  }

  private void figures() {
    add("date").font(9, false, "000000").line().format("yyyy-mm-dd").top().padded();
    add("integer").font(9, false, "000000").line().format(COUNT).top();
    add("integer_total").font(9, true, "000000").total().format(COUNT);
    add("quantity").font(9, false, "000000").line().format("#,##0.000").top();
    add("amount").font(9, false, "000000").line().format("#,##0.00;[Red]-#,##0.00").top();
    add("money").font(9, false, "000000").line().format(MONEY).top();
    add("money_total").font(9, true, "000000").total().format(MONEY);
    add("rate").font(9, false, "000000").line().format("[$CUR] #,##0.000").top();
    add("rate_total").font(9, true, "000000").total().format("[$CUR] #,##0.000");
    add("percent").font(9, false, "000000").line().format(PERCENT).top();
    add("percent_total").font(9, true, "000000").total().format(PERCENT);
    add("percent2").font(9, false, "000000").line().format("0.00%;[Red]-0.00%").top();
    add("percent2_total").font(9, true, "000000").total().format("0.00%;[Red]-0.00%");
    add("unpriced").font(9, true, "FFFFFF").fill(RED).line().right().top();
    add("unpriced_integer").font(9, true, RED).line().format(COUNT).top();
  }

  private void keyFigures() {
    add("kpi_label").font(9, false, GREY).fill("EEF2F7").left().wrap();
    add("kpi_money").font(11, true, NAVY).fill("EEF2F7").format(MONEY).left();
    add("kpi_percent").font(11, true, NAVY).fill("EEF2F7").format(PERCENT).left();
    add("kpi_warn").font(11, true, NAVY).fill("EEF2F7").format("[Red][>0]#,##0;#,##0").left();
    add("kpi_pass").font(12, true, GREEN).fill("EEF2F7").format(COUNT).left();
    add("kpi_fail").font(12, true, RED).fill("EEF2F7").format(COUNT).left();
  }

  /// Colours that stay apart in print and for colour-blind eyes (Okabe and Ito).
  private void series() {
    add("series_cpu").fill("0072B2");
    add("series_memory").fill("56B4E9");
    add("series_gpu").fill("009E73");
    add("series_idle").fill("BFBFBF");
    add("series_shared").fill("E69F00");
    add("series_llm").fill("CC79A7");
  }

  private Look add(String name) {
    var style = workbook.createCellStyle();
    style.setVerticalAlignment(VerticalAlignment.CENTER);
    styles.put(name, style);
    var row = sheet.createRow(sheet.getPhysicalNumberOfRows());
    row.createCell(0).setCellValue(name);
    var cell = row.createCell(1);
    cell.setCellValue("1234");
    cell.setCellStyle(style);
    return new Look(style);
  }

  private final class Look {
    private final XSSFCellStyle style;

    Look(XSSFCellStyle style) {
      this.style = style;
    }

    Look font(int points, boolean bold, String rgb) {
      var font = workbook.createFont();
      font.setFontName(FONT);
      font.setFontHeightInPoints((short) points);
      font.setBold(bold);
      font.setColor(colour(rgb));
      style.setFont(font);
      return this;
    }

    Look underlined() {
      style.getFont().setUnderline((byte) 1);
      return this;
    }

    Look fill(String rgb) {
      style.setFillForegroundColor(colour(rgb));
      style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
      return this;
    }

    Look line() {
      style.setBorderBottom(BorderStyle.HAIR);
      style.setBottomBorderColor(colour("BFBFBF"));
      return this;
    }

    Look total() {
      style.setBorderTop(BorderStyle.THIN);
      style.setBorderBottom(BorderStyle.DOUBLE);
      return this;
    }

    Look format(String format) {
      style.setDataFormat(workbook.createDataFormat().getFormat(format));
      return this;
    }

    Look wrap() {
      style.setWrapText(true);
      return this;
    }

    Look top() {
      style.setVerticalAlignment(VerticalAlignment.TOP);
      return this;
    }

    Look left() {
      style.setAlignment(HorizontalAlignment.LEFT);
      return this;
    }

    /// A little off the edge, so that text does not touch the figure to its left.
    Look padded() {
      style.setIndention((short) 1);
      return left();
    }

    Look right() {
      style.setAlignment(HorizontalAlignment.RIGHT);
      return this;
    }

    Look centre() {
      style.setAlignment(HorizontalAlignment.CENTER);
      return this;
    }

    private XSSFColor colour(String rgb) {
      return new XSSFColor(java.util.HexFormat.of().parseHex(rgb), null);
    }
  }
}
