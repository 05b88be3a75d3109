/// What the sources of LLM usage have in common: paged JSON, whole buckets, rows told once.
@org.jspecify.annotations.NullMarked
package dev.trimtab.collect.llm.api;
