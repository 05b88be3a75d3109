/// An invented company behind real protocols, on loopback.
@org.jspecify.annotations.NullMarked
package dev.trimtab.demo;
