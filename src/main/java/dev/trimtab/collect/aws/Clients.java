package dev.trimtab.collect.aws;

import java.time.Duration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.pricing.PricingClient;

/// Builds SDK clients that give up in bounded time.
final class Clients {
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(20);

  private Clients() {}

  static Ec2Client ec2(String region, AwsAccess access) {
    return configure(Ec2Client.builder(), region, access).build();
  }

  static PricingClient pricing(String region, AwsAccess access) {
    return configure(PricingClient.builder(), region, access).build();
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configure(
      B builder, String region, AwsAccess access) {
    builder
        .region(Region.of(region))
        .credentialsProvider(access.credentials().provider())
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(access.timeout())
                .socketTimeout(access.timeout()))
        .overrideConfiguration(config ->
            config.apiCallAttemptTimeout(access.timeout()).retryStrategy(retries(access)));
    if (access.endpoint() != null) {
      builder.endpointOverride(access.endpoint());
    }
    return builder;
  }

  private static StandardRetryStrategy retries(AwsAccess access) {
    var delay = BackoffStrategy.exponentialDelay(access.firstDelay(), LONGEST_DELAY);
    return AwsRetryStrategy.standardRetryStrategy().toBuilder()
        .maxAttempts(access.attempts())
        .backoffStrategy(delay)
        .throttlingBackoffStrategy(delay)
        .build();
  }
}
