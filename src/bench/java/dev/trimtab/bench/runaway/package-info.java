/// Spend series made from open data, with runaways and with what only looks like them.
@org.jspecify.annotations.NullMarked
package dev.trimtab.bench.runaway;
