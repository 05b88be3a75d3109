/// What several sources tell of the same usage and cost is counted once.
@org.jspecify.annotations.NullMarked
package dev.trimtab.llm.told;
