/// What the advisors found, and the recommendation a finding becomes.
@org.jspecify.annotations.NullMarked
package dev.trimtab.model.finding;
