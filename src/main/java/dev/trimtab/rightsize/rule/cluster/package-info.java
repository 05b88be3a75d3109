/// What the cluster allows, and what in it hangs on requests: LimitRanges, quotas, nodes,
/// autoscalers, webhooks.
@org.jspecify.annotations.NullMarked
package dev.trimtab.rightsize.rule.cluster;
