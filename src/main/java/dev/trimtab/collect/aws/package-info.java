/// Amazon Web Services: types, prices and how often spot nodes are interrupted. The AWS SDK lives
/// only here.
@org.jspecify.annotations.NullMarked
package dev.trimtab.collect.aws;
