/// Charges and allocated costs, by FOCUS names.
@org.jspecify.annotations.NullMarked
package dev.trimtab.model.cost;
