/// A Prometheus that knows the queries a usage collector asks.
@org.jspecify.annotations.NullMarked
package dev.trimtab.demo.prometheus;
