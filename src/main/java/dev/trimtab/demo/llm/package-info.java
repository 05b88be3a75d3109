/// The administration APIs of two LLM providers.
@org.jspecify.annotations.NullMarked
package dev.trimtab.demo.llm;
