/// What a series has cost over time, and what a person is told about it.
@org.jspecify.annotations.NullMarked
package dev.trimtab.model.spend;
