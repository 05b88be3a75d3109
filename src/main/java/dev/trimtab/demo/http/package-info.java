/// A small HTTP server on a free loopback port.
@org.jspecify.annotations.NullMarked
package dev.trimtab.demo.http;
