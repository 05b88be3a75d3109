/// Anthropic's organization reports: usage, costs and names.
@org.jspecify.annotations.NullMarked
package dev.trimtab.collect.llm.anthropic;
