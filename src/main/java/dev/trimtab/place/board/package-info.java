/// A plan in the making, workload by workload, the greedy ways to fill it, and a check of any plan
/// by the rules alone. Pure.
@org.jspecify.annotations.NullMarked
package dev.trimtab.place.board;
