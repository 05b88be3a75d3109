/// What AWS says about capacity, read from its documents: no network, no SDK.
@org.jspecify.annotations.NullMarked
package dev.trimtab.collect.aws.facts;
