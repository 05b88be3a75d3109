@org.jspecify.annotations.NullMarked
package dev.trimtab.collect.billing;
