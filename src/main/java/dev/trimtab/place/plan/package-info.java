/// What is to be placed, what can be had, and the plan that comes of it. Pure.
@org.jspecify.annotations.NullMarked
package dev.trimtab.place.plan;
