/// One file for each reason to call somebody.
@org.jspecify.annotations.NullMarked
package dev.trimtab.detect.rule;
