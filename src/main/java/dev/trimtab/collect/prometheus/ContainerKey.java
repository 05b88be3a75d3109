package dev.trimtab.collect.prometheus;

/// A container of a pod, as metrics name it.
record ContainerKey(String namespace, String pod, String container) {}
