/// What a container needs, rule by rule: what was measured first, then what usage alone does not
/// tell. Pure.
@org.jspecify.annotations.NullMarked
package dev.trimtab.rightsize.rule;
