@org.jspecify.annotations.NullMarked
package dev.trimtab.report.sheet;
