/// Prices and types from AWS; the SDK lives only here.
@org.jspecify.annotations.NullMarked
package dev.trimtab.collect.aws;
