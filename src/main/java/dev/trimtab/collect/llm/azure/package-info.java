/// Azure OpenAI: tokens and requests by deployment from Azure Monitor.
@org.jspecify.annotations.NullMarked
package dev.trimtab.collect.llm.azure;
