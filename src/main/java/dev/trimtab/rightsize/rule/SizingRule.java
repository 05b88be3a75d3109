package dev.trimtab.rightsize.rule;

/// One thing that is to be known when a container is sized. Rules run in order, each on what the
/// one before it left.
@FunctionalInterface
public interface SizingRule {
  Sizing apply(SizingCase subject, Sizing sizing);
}
