/// Owner maps of LLM usage as files.
@org.jspecify.annotations.NullMarked
package dev.trimtab.app.owners;
