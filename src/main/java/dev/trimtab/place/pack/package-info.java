/// Solves a placement: columns, a proven bound, a plan, and its repair. Pure; the only home of the
/// linear programming library.
@org.jspecify.annotations.NullMarked
package dev.trimtab.place.pack;
