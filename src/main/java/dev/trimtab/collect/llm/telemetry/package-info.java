/// Witnesses of LLM calls: Langfuse, and the metrics of OpenTelemetry and vLLM in Prometheus.
@org.jspecify.annotations.NullMarked
package dev.trimtab.collect.llm.telemetry;
