package dev.trimtab.report.alert;

/// A line of an alert's list.
///
/// @param name whether the value is a name from outside, to be shown letter by letter
record AlertFact(String label, String value, boolean name) {}
