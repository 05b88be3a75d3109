/// Runs, their stages and what could not be used.
@org.jspecify.annotations.NullMarked
package dev.trimtab.model.run;
