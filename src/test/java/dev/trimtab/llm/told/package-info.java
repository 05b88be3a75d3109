@org.jspecify.annotations.NullMarked
package dev.trimtab.llm.told;
