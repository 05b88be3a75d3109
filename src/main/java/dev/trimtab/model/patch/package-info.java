/// What patches are written with, whatever they patch.
@org.jspecify.annotations.NullMarked
package dev.trimtab.model.patch;
