/// From the nodes that stand to the nodes of a plan, in steps that keep every disruption budget.
/// Pure.
@org.jspecify.annotations.NullMarked
package dev.trimtab.place.move;
