/// Saved prices, read from the open data.
@org.jspecify.annotations.NullMarked
package dev.trimtab.collect.aws.files;
