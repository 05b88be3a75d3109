/// What the invented company runs, and how its load moves: facts computed from a seed, nothing
/// stored.
@org.jspecify.annotations.NullMarked
package dev.trimtab.demo.world;
