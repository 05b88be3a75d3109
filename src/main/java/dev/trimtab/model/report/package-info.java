/// What a report is made of, as rows.
@org.jspecify.annotations.NullMarked
package dev.trimtab.model.report;
