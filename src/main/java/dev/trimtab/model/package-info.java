/// The facts that travel between packages, and the contracts they travel by.
@org.jspecify.annotations.NullMarked
package dev.trimtab.model;
