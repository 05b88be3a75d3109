/// What may keep a workload off spot capacity: one rule, one class, with its own words. Pure.
@org.jspecify.annotations.NullMarked
package dev.trimtab.place.spot;
