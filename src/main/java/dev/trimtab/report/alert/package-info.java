/// How a person hears of runaway spend: the words, and the ways they travel.
@org.jspecify.annotations.NullMarked
package dev.trimtab.report.alert;
