/// One class per command: reads its options, runs a job, prints what came of it.
@org.jspecify.annotations.NullMarked
package dev.trimtab.app.command;
