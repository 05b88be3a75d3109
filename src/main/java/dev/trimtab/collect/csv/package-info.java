/// CSV files as every collector reads them: streamed, columns by name, bad rows counted.
@org.jspecify.annotations.NullMarked
package dev.trimtab.collect.csv;
