package dev.trimtab.collect.aws;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signature Version 4 as its specification words it, without the SDK: what the signer is held
/// against.
///
/// @param date such as `20150830T123600Z`
record ReferenceSignature(String secret, String date, String region, String service) {

  /// The signature of a request.
  ///
  /// @param headers those that are signed, by name in lower case
  String of(String method, URI uri, SortedMap<String, String> headers, byte[] body)
      throws GeneralSecurityException {
    var query =
        uri.getRawQuery() == null
            ? ""
            : Arrays.stream(uri.getRawQuery().split("&", -1))
                .sorted()
                .collect(Collectors.joining("&"));
    var listed =
        headers.entrySet().stream()
            .map(h -> h.getKey() + ":" + h.getValue().strip() + "\n")
            .collect(Collectors.joining());
    var canonical =
        String.join(
            "\n",
            method,
            uri.getRawPath(),
            query,
            listed,
            String.join(";", headers.keySet()),
            sha256(body));
    var day = date.substring(0, 8);
    var toSign =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            date,
            String.join("/", day, region, service, "aws4_request"),
            sha256(canonical.getBytes(StandardCharsets.UTF_8)));
    var key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (var part : new String[] {day, region, service, "aws4_request"}) {
      key = hmac(key, part);
    }
    return HexFormat.of().formatHex(hmac(key, toSign));
  }

  private static String sha256(byte[] bytes) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }
}
