/// Tests of the stages against a real database.
@org.jspecify.annotations.NullMarked
package dev.trimtab.pipeline;
