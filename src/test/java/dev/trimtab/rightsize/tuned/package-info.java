@org.jspecify.annotations.NullMarked
package dev.trimtab.rightsize.tuned;
