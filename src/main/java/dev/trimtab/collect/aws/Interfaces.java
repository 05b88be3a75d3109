package dev.trimtab.collect.aws;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.NetworkInfo;

/// How many network interfaces the VPC CNI can use: those of the default network card.
final class Interfaces {
  private Interfaces() {}

  static @Nullable Integer ofDefaultCard(@Nullable NetworkInfo network) {
    if (network == null) {
      return null;
    }
    int wanted = network.defaultNetworkCardIndex() == null ? 0 : network.defaultNetworkCardIndex();
    for (var card : network.networkCards()) {
      if (card.networkCardIndex() != null && card.networkCardIndex() == wanted) {
        return card.maximumNetworkInterfaces();
      }
    }
    return network.maximumNetworkInterfaces();
  }
}
