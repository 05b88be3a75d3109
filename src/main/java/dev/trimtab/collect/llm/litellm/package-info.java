/// LiteLLM, a gateway: what passed through it, from its API or its own database.
@org.jspecify.annotations.NullMarked
package dev.trimtab.collect.llm.litellm;
