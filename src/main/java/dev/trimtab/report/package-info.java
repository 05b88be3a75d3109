/// The month as finance signs it: one set of rounded figures, shown by a workbook and by a mail.
@org.jspecify.annotations.NullMarked
package dev.trimtab.report;
