/// What the owner of a container and the settings want: floors, pins, limits, no needless changes.
@org.jspecify.annotations.NullMarked
package dev.trimtab.rightsize.rule.owner;
