@org.jspecify.annotations.NullMarked
package dev.trimtab.detect;
