/// The workbook: figures go into a template that finance may restyle, and formulas stay live.
@org.jspecify.annotations.NullMarked
package dev.trimtab.report.workbook;
