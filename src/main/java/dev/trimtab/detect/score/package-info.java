/// How odd a value is among those before it, 0..1, for any step.
@org.jspecify.annotations.NullMarked
package dev.trimtab.detect.score;
