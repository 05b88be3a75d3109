@org.jspecify.annotations.NullMarked
package dev.trimtab.rightsize.patch;
