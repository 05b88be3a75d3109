@org.jspecify.annotations.NullMarked
package dev.trimtab.demo.market;
