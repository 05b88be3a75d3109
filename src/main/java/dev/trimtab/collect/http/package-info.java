/// HTTP as every collector speaks it: bounded, retried, honest about what it was told.
@org.jspecify.annotations.NullMarked
package dev.trimtab.collect.http;
