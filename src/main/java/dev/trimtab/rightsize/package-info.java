/// What a container should ask for, from what it has used. Pure.
@org.jspecify.annotations.NullMarked
package dev.trimtab.rightsize;
