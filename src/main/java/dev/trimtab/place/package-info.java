/// What may run where, and what it costs there. Pure.
@org.jspecify.annotations.NullMarked
package dev.trimtab.place;
