/// Stored spend as series of steps, and what detectors find in them.
@org.jspecify.annotations.NullMarked
package dev.trimtab.pipeline.watch;
