/// Quantities with their unit in the type: CPU, memory, tokens, money, time windows.
@org.jspecify.annotations.NullMarked
package dev.trimtab.units;
