/// What a container's owner wants of its sizing: pins, floors, exclusions, the risk that is bought.
@org.jspecify.annotations.NullMarked
package dev.trimtab.rightsize.wish;
