package dev.trimtab.demo.llm;

/// Calls of a model and the tokens they took; the kinds of input are disjoint.
///
/// @param input tokens neither read from nor written to a cache
/// @param written5m written to a cache that lasts five minutes
/// @param written1h written to one that lasts an hour
record Usage(long requests, long input, long cached, long written5m, long written1h, long output) {
  static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0);

  Usage plus(Usage other) {
    return new Usage(
        requests + other.requests,
        input + other.input,
        cached + other.cached,
        written5m + other.written5m,
        written1h + other.written1h,
        output + other.output);
  }

  boolean isEmpty() {
    return requests == 0;
  }
}
