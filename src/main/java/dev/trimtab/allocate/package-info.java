/// Whose cost it is: nodes priced, split among what ran on them, idle and shared shown. Pure.
@org.jspecify.annotations.NullMarked
package dev.trimtab.allocate;
