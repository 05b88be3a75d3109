/// The report by mail: what it says, and how it gets there.
@org.jspecify.annotations.NullMarked
package dev.trimtab.report.mail;
