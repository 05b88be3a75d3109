/// What the history of a container tells beyond a percentile: what was hidden, what was an
/// exception, what comes back every week.
@org.jspecify.annotations.NullMarked
package dev.trimtab.rightsize.rule.usage;
