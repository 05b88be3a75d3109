/// The jobs, each told in a few lines: collect, allocate, optimize, report, send.
@org.jspecify.annotations.NullMarked
package dev.trimtab.pipeline;
