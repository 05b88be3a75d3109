@org.jspecify.annotations.NullMarked
package dev.trimtab.place.shadow;
