/// Recommendations in words: what was seen, what was chosen, how it would have done, how risky it
/// is.
@org.jspecify.annotations.NullMarked
package dev.trimtab.app.explain;
