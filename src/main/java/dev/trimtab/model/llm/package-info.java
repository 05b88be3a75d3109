/// Tokens, what they cost, and whose they are.
@org.jspecify.annotations.NullMarked
package dev.trimtab.model.llm;
