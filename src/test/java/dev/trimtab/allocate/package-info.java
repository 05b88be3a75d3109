@org.jspecify.annotations.NullMarked
package dev.trimtab.allocate;
