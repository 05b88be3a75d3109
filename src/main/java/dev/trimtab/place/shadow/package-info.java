/// What each constraint of a plan costs: its shadow price. Pure.
@org.jspecify.annotations.NullMarked
package dev.trimtab.place.shadow;
