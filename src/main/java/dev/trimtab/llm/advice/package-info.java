/// What could be paid less for LLM usage, each with its evidence and a stated saving.
@org.jspecify.annotations.NullMarked
package dev.trimtab.llm.advice;
