/// The two resources that are sized, and how amounts of them are written.
@org.jspecify.annotations.NullMarked
package dev.trimtab.rightsize.amount;
