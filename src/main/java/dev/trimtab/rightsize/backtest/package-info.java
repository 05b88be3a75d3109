/// Replays a history and lets policies decide with nothing but what was known: how good is their
/// advice?
@org.jspecify.annotations.NullMarked
package dev.trimtab.rightsize.backtest;
