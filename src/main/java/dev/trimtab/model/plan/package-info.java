/// What a cluster's nodes should be, as a run found it.
@org.jspecify.annotations.NullMarked
package dev.trimtab.model.plan;
