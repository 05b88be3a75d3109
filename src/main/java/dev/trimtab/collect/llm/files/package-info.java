/// LLM usage and costs from files: saved response bodies, exports, CSV.
@org.jspecify.annotations.NullMarked
package dev.trimtab.collect.llm.files;
