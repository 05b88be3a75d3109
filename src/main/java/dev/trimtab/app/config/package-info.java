/// One YAML file into one tree of validated records, every error told at once.
@org.jspecify.annotations.NullMarked
package dev.trimtab.app.config;
