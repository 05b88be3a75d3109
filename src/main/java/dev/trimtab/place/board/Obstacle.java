package dev.trimtab.place.board;

/// What keeps a replica off the nodes of an offer.
enum Obstacle {
  NONE,
  /// A fresh node could not hold it, or may not.
  NO_HOME,
  /// Its zone would have too many more than another.
  SKEW,
  /// Its pool holds as many as it may.
  POOL_SHARE
}
