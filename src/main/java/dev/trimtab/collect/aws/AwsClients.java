package dev.trimtab.collect.aws;

import dev.trimtab.model.SourceUnavailable;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.pricing.PricingClient;

/// Clients with bounded timeouts and tries, and their errors in our words.
final class AwsClients {
  private static final int TRIES = 6;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /// The price list is served from a few regions only.
  private static final Region PRICING_REGION = Region.US_EAST_1;

  private AwsClients() {}

  static Ec2Client ec2(AwsSettings settings) {
    return configured(Ec2Client.builder(), settings, Region.of(settings.region()), settings.ec2())
        .build();
  }

  static PricingClient pricing(AwsSettings settings) {
    return configured(PricingClient.builder(), settings, PRICING_REGION, settings.pricing())
        .build();
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
      B builder, AwsSettings settings, Region region, @Nullable URI endpoint) {
    builder
        .region(region)
        .credentialsProvider(credentials(settings))
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .socketTimeout(TIMEOUT)
                .connectionTimeout(Duration.ofSeconds(10)))
        .overrideConfiguration(
            c -> c.retryStrategy(StandardRetryStrategy.builder().maxAttempts(TRIES).build()));
    return endpoint == null ? builder : builder.endpointOverride(endpoint);
  }

  private static AwsCredentialsProvider credentials(AwsSettings settings) {
    return settings.accessKeyId().isEmpty()
        ? DefaultCredentialsProvider.builder().build()
        : StaticCredentialsProvider.create(
            AwsBasicCredentials.create(settings.accessKeyId(), settings.secretAccessKey()));
  }

  /// What went wrong, with the way out.
  ///
  /// @param action the IAM action that the call needs
  static SourceUnavailable unavailable(String source, String action, SdkException e) {
    if (e instanceof AwsServiceException service && service.awsErrorDetails() != null) {
      var code = service.awsErrorDetails().errorCode();
      var way =
          switch (code) {
            case "UnauthorizedOperation", "AccessDenied", "AccessDeniedException", "AuthFailure" ->
                "Allow the action " + action + " (deploy/iam-policy.json)";
            case "RequestLimitExceeded", "Throttling", "ThrottlingException" ->
                "AWS throttles this account; the next run goes on from here";
            default -> "Try again later, or narrow aws.instanceTypes";
          };
      return new SourceUnavailable(
          "%s: %s answered %s (%d). %s".formatted(source, action, code, service.statusCode(), way),
          e);
    }
    return new SourceUnavailable("%s: %s failed: %s".formatted(source, action, e.getMessage()), e);
  }
}
