/// The open data beside the project that benches read: prices, types and real pods' requests.
@org.jspecify.annotations.NullMarked
package dev.trimtab.bench.open;
