/// Price collectors against scripted servers and real files.
@org.jspecify.annotations.NullMarked
package dev.trimtab.collect.aws;
