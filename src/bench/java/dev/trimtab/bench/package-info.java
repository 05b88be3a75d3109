/// Measures what the product promises about speed and size; run by `mvn -Pbench verify`.
@org.jspecify.annotations.NullMarked
package dev.trimtab.bench;
