/// Resizes as text that somebody can apply: the parts of a patch, and names that cannot break out.
/// Pure.
@org.jspecify.annotations.NullMarked
package dev.trimtab.rightsize.patch;
