/// Tests against a scripted API server and small files.
@org.jspecify.annotations.NullMarked
package dev.trimtab.collect.kubernetes;
