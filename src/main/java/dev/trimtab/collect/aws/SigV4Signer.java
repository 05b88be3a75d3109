package dev.trimtab.collect.aws;

import dev.trimtab.collect.http.RequestSigner;
import dev.trimtab.model.SourceUnavailable;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/// Signs requests with AWS Signature Version 4, such as those to Amazon Managed Prometheus.
public final class SigV4Signer implements RequestSigner {
  private final AwsCredentialsProvider credentials;
  private final String service;
  private final String region;
  private final Clock clock;
  private final boolean encodesTwice;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

  /// Signs for one service in one region.
  ///
  /// @param service its signing name, such as `aps`
  /// @param clock tells the time of signing, which AWS compares with its own
  public SigV4Signer(AwsCredentials credentials, String service, String region, Clock clock) {
    this(credentials, service, region, clock, true);
  }

  private SigV4Signer(
      AwsCredentials credentials,
      String service,
      String region,
      Clock clock,
      boolean encodesTwice) {
    this.encodesTwice = encodesTwice;
    this.credentials = credentials.provider();
    this.service = service;
    this.region = region;
    this.clock = clock;
  }

  /// Signs for S3, the one service that takes a path as it is.
  public static SigV4Signer s3(AwsCredentials credentials, String region, Clock clock) {
    return new SigV4Signer(credentials, "s3", region, clock, false);
  }

  @Override
  public HttpRequest.Builder sign(String method, URI uri, Map<String, String> headers, byte[] body)
      throws SourceUnavailable {
    var plain = SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(uri);
    headers.forEach(plain::putHeader);
    var request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofByteArray(body));
    try {
      var identity = credentials.resolveCredentials();
      var signed =
          signer.sign(r ->
              r.identity(identity)
                  .request(plain.build())
                  .payload(() -> new ByteArrayInputStream(body))
                  .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                  .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                  .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, encodesTwice)
                  .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, encodesTwice)
                  .putProperty(HttpSigner.SIGNING_CLOCK, clock));
      signed
          .request()
          .forEachHeader((name, values) -> {
            // java.net.http writes the host itself, and refuses to be told it
            if (!name.equalsIgnoreCase("Host")) {
              values.forEach(value -> request.header(name, value));
            }
          });
    } catch (SdkException e) {
      throw new SourceUnavailable(
          "no AWS credentials to sign a request to %s with. Give the pod a role (IRSA or Pod Identity), or set aws.accessKeyId"
              .formatted(uri.getHost()),
          e);
    }
    return request;
  }
}
