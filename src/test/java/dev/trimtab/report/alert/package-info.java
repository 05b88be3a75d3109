/// Alerts as they reach people: by real mail and HTTP servers, faults included.
@org.jspecify.annotations.NullMarked
package dev.trimtab.report.alert;
