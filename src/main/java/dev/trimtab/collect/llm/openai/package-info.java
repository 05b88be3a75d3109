/// OpenAI's organization API: usage, costs, names and spend limits.
@org.jspecify.annotations.NullMarked
package dev.trimtab.collect.llm.openai;
