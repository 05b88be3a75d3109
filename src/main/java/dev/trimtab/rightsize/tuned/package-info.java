/// Trimtab's own policy: what it asks for follows from prices on risk, and its stated risks from
/// what came true of earlier ones.
@org.jspecify.annotations.NullMarked
package dev.trimtab.rightsize.tuned;
