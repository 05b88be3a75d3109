/// Price books of LLM tokens: the file that is read, and public ones made into it.
@org.jspecify.annotations.NullMarked
package dev.trimtab.app.prices;
