/// Prices and types from saved files, recognised by what is in them.
@org.jspecify.annotations.NullMarked
package dev.trimtab.collect.aws.files;
