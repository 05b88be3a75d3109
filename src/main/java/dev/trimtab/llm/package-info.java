/// Tokens in one normal form, priced and attributed. Pure.
@org.jspecify.annotations.NullMarked
package dev.trimtab.llm;
