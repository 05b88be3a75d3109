package dev.trimtab.collect.aws;

import java.util.List;
import software.amazon.awssdk.services.ec2.model.Filter;

/// EC2's own filters, which know the wildcards `*` and `?`.
final class Filters {
  private Filters() {}

  static List<Filter> instanceTypes(List<String> patterns) {
    return List.of(Filter.builder().name("instance-type").values(patterns).build());
  }
}
