/// What a policy is, for the backtest and for the nightly job: usage in, a decision out.
@org.jspecify.annotations.NullMarked
package dev.trimtab.rightsize.policy;
