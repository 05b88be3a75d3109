package dev.trimtab.collect.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RbacTest {
  @Test
  void the_role_grants_listing_of_what_the_code_lists_and_nothing_else() throws IOException {
    var listed =
        Stream.concat(
                Kinds.INVENTORY.stream(),
                Stream.of(Kinds.AUTOSCALER_V1, Kinds.POD_METRICS, Kinds.SERVICE_ACCOUNT))
            .map(Kind::resource)
            .collect(Collectors.toSet());
    assertThat(granted()).isEqualTo(listed);
    assertThat(role().getRules()).flatExtracting(PolicyRule::getVerbs).containsOnly("list");
  }

  private static Set<String> granted() throws IOException {
    return role().getRules().stream()
        .flatMap(rule ->
            rule.getApiGroups().stream()
                .flatMap(group ->
                    rule.getResources().stream()
                        .map(plural -> group.isEmpty() ? plural : plural + "." + group)))
        .collect(Collectors.toSet());
  }

  private static ClusterRole role() throws IOException {
    var text =
        Stream.of(Files.readString(Path.of("deploy", "rbac.yaml")).split("(?m)^---$"))
            .filter(document -> document.contains("kind: ClusterRole\n"))
            .findFirst()
            .orElseThrow();
    return new KubernetesSerialization().unmarshal(text, ClusterRole.class);
  }
}
