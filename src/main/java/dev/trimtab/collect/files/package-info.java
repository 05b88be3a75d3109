/// Usage from files, for those who try Trimtab on an export and for sites without a network.
@org.jspecify.annotations.NullMarked
package dev.trimtab.collect.files;
