/// Cells: named places and looks of a template, text made fit for them, and formulas over the Fact
/// table.
@org.jspecify.annotations.NullMarked
package dev.trimtab.report.grid;
