package dev.trimtab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.pricing.PricingClient;

/// The clients that collectors are built on understand the demo world.
class RealClientsTest {
  private static final DemoWorld WORLD = DemoCalls.world(7);

  @AfterAll
  static void stop() {
    WORLD.close();
  }

  @Test
  void fabric8_lists_in_pages_and_finds_custom_resources() {
    try (var client = kubernetes()) {
      var first =
          client.pods().inAnyNamespace().list(new ListOptionsBuilder().withLimit(100L).build());
      assertThat(first.getItems()).hasSize(100);
      assertThat(first.getMetadata().getContinue()).isNotEmpty();
      assertThat(client.nodes().list().getItems()).hasSize(39);
      assertThat(client.apps().deployments().inNamespace("search").list().getItems()).isNotEmpty();
      assertThat(client.hasApiGroup("argoproj.io", true)).isTrue();
      assertThat(client.hasApiGroup("apps.openshift.io", true)).isFalse();
      assertThat(
              client
                  .genericKubernetesResources("postgresql.cnpg.io/v1", "Cluster")
                  .inAnyNamespace()
                  .list()
                  .getItems())
          .isNotEmpty();
      assertThat(client.getKubernetesVersion().getMinor()).isEqualTo("33");
      assertThat(client.top().pods().metrics("payments").getItems()).isNotEmpty();
    }
  }

  @Test
  void the_aws_clients_page_through_prices_and_types() {
    try (var ec2 =
        Ec2Client.builder()
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .endpointOverride(WORLD.ec2())
            .build()) {
      assertThat(ec2.describeInstanceTypesPaginator(r -> r.maxResults(25)).instanceTypes())
          .hasSize(59)
          .anyMatch(type -> type.networkInfo().maximumNetworkInterfaces() == 8);
      assertThat(
              ec2.describeSpotPriceHistoryPaginator(
                      r -> r.startTime(WORLD.asOf().minusSeconds(86_400 * 3)))
                  .spotPriceHistory())
          .hasSizeGreaterThan(1000)
          .allMatch(price -> price.availabilityZoneId() != null);
      assertThat(ec2.describeAvailabilityZones().availabilityZones()).hasSize(3);
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> ec2.describeInstanceTypes(r -> r.instanceTypesWithStrings("z9.huge")))
          .isInstanceOf(Ec2Exception.class)
          .hasMessageContaining("z9.huge");
    }
  }

  @Test
  void the_pricing_client_reads_every_product() {
    try (var pricing =
        PricingClient.builder()
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .endpointOverride(WORLD.pricing())
            .build()) {
      assertThat(pricing.getProductsPaginator(r -> r.serviceCode("AmazonEC2")).priceList())
          .hasSize(118);
    }
  }

  private static KubernetesClient kubernetes() {
    var cluster = WORLD.clusters().getFirst();
    var config =
        new ConfigBuilder()
            .withMasterUrl(cluster.kubernetes().toString())
            .withOauthToken(cluster.bearerToken())
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
