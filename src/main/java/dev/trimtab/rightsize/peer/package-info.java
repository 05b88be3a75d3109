/// Other right-sizers' rules, stated from their own sources, as baselines to be measured against.
@org.jspecify.annotations.NullMarked
package dev.trimtab.rightsize.peer;
