/// What nodes can be had at what price: offerings over time, from stored prices. Pure.
@org.jspecify.annotations.NullMarked
package dev.trimtab.place.market;
