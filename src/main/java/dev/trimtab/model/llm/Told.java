package dev.trimtab.model.llm;

/// A fact with the source that told it.
///
/// @param source by its name, such as `openai/main`; empty for what was stored before sources were
///   told apart
public record Told<T>(String source, T fact) {}
