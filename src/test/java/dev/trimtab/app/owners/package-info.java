@org.jspecify.annotations.NullMarked
package dev.trimtab.app.owners;
