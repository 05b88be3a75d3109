/// What capacity costs: types, on-demand and spot prices, interruption rates.
@org.jspecify.annotations.NullMarked
package dev.trimtab.model.price;
