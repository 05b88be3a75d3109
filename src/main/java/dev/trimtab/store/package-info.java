/// Everything that is kept: one Postgres, embedded or external. Jdbi, the driver and Flyway live
/// only here.
@org.jspecify.annotations.NullMarked
package dev.trimtab.store;
