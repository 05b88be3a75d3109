package dev.trimtab.place.pack;

/// A node of an offer with a filling; what it costs is worked out once.
record Column(int offer, Filling filling, double cost) {
  static Column of(Instance instance, int offer, Filling filling) {
    return new Column(offer, filling, instance.cost(offer, filling));
  }
}
