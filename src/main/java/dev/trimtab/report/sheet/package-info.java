/// What each sheet of the workbook says, but for the Fact sheet that they are all summed from.
@org.jspecify.annotations.NullMarked
package dev.trimtab.report.sheet;
