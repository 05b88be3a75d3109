package dev.trimtab.collect.aws;

import dev.trimtab.model.SourceUnavailable;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// One kind of call that a source makes, and what its failures mean.
///
/// @param source named in every error
/// @param action as IAM policies name it, such as `ec2:DescribeInstanceTypes`
record AwsCall(String source, String action) {
  private static final Set<String> DENIED =
      Set.of("UnauthorizedOperation", "AccessDenied", "AccessDeniedException");
  private static final Set<String> BAD_KEY =
      Set.of(
          "AuthFailure",
          "InvalidClientTokenId",
          "UnrecognizedClientException",
          "ExpiredToken",
          "ExpiredTokenException",
          "RequestExpired",
          "SignatureDoesNotMatch",
          "InvalidSignatureException");
  private static final int SHOWN = 200;

  <T> T run(Supplier<T> call) throws SourceUnavailable {
    try {
      return call.get();
    } catch (SdkException e) {
      throw unavailable(e);
    }
  }

  SourceUnavailable unavailable(SdkException e) {
    return new SourceUnavailable(
        "%s: %s %s"
            .formatted(
                source, action, e instanceof AwsServiceException s ? refusal(s) : noAnswer(e)),
        e);
  }

  static boolean isDenied(SdkException e) {
    return e instanceof AwsServiceException service && DENIED.contains(code(service));
  }

  /// The error's code, such as `RequestLimitExceeded`.
  static String code(AwsServiceException e) {
    var details = e.awsErrorDetails();
    var code = details == null ? null : details.errorCode();
    return code == null ? "HTTP " + e.statusCode() : code;
  }

  /// What to do about a failed call.
  String wayOut(SdkException e) {
    if (!(e instanceof AwsServiceException service)) {
      return "Check the region, aws.ec2Endpoint and aws.pricingEndpoint (empty for AWS's own), the credentials, and that this machine may reach AWS";
    }
    var code = code(service);
    if (DENIED.contains(code)) {
      return "Allow the action " + action + ", as deploy/iam-policy.json does";
    }
    if (isBadKey(service)) {
      return "Renew the credentials (the pod's role, or aws.accessKeyId), and set this machine's clock";
    }
    return "Try again later; if it stays so, look whether the endpoint is AWS's and not a proxy's";
  }

  private String refusal(AwsServiceException e) {
    var code = code(e);
    if (DENIED.contains(code)) {
      return "is denied (%s). Allow the action %s; deploy/iam-policy.json has all that Trimtab needs"
          .formatted(code, action);
    }
    if (isBadKey(e)) {
      return "is refused (%s). Check that the credentials are valid, not expired, and that this machine's clock is right"
          .formatted(code);
    }
    if (e.isThrottlingException() || e.statusCode() == 429 || e.statusCode() == 503) {
      return "is throttled (%s) after %d tries. What was read so far is kept; maybe another tool uses up this account's request quota, and the next run goes on"
          .formatted(code, e.numAttempts());
    }
    return "answered %d (%s): %s".formatted(e.statusCode(), code, message(e));
  }

  // EC2 says AuthFailure with a 401, whose body the JDK's URLConnection does not hand out
  private static boolean isBadKey(AwsServiceException e) {
    return BAD_KEY.contains(code(e)) || e.statusCode() == 401;
  }

  private static String message(AwsServiceException e) {
    var details = e.awsErrorDetails();
    var message = details == null ? null : details.errorMessage();
    return message == null ? "without a message" : cut(message);
  }

  private static String noAnswer(SdkException e) {
    for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException) {
        return "knows no host %s. Maybe the endpoint or the region is mistyped, or this machine has no DNS?"
            .formatted(cut(String.valueOf(cause.getMessage())));
      }
    }
    var text = String.valueOf(e.getMessage());
    if (text.contains("load credentials")) {
      return "has no credentials. Give the pod a role (IRSA or Pod Identity), or set aws.accessKeyId";
    }
    return "got no usable answer (%s). Maybe the endpoint is down, mistyped or broke off in the middle?"
        .formatted(cut(text));
  }

  private static String cut(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
