/// What capacity costs in the demo world: public list prices, invented spot prices.
@org.jspecify.annotations.NullMarked
package dev.trimtab.demo.market;
