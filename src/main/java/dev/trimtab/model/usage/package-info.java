/// What containers used, raw and compacted.
@org.jspecify.annotations.NullMarked
package dev.trimtab.model.usage;
