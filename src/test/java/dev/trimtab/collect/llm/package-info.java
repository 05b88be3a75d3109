@org.jspecify.annotations.NullMarked
package dev.trimtab.collect.llm;
