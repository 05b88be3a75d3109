/// What plans made on spot prices of 2021 would have paid, and would have lost with one pool.
@org.jspecify.annotations.NullMarked
package dev.trimtab.bench.replay;
