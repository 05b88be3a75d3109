/// LLM providers: what they say was used, and what they say it cost.
@org.jspecify.annotations.NullMarked
package dev.trimtab.collect.llm;
