/// What the rest of the demo world is computed from: time, tables and functions of a seed.
@org.jspecify.annotations.NullMarked
package dev.trimtab.demo.seed;
