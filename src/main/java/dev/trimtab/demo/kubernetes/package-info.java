/// A Kubernetes API server that can only be read.
@org.jspecify.annotations.NullMarked
package dev.trimtab.demo.kubernetes;
