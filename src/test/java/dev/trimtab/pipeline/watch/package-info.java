/// Tests of stored spend as series.
@org.jspecify.annotations.NullMarked
package dev.trimtab.pipeline.watch;
