package dev.trimtab.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls a demo world as its collectors would, with nothing but HTTP.
final class DemoCalls {
  static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private DemoCalls() {}

  static DemoWorld world(long seed) {
    try {
      Path mails = Files.createTempDirectory("demo-mail");
      return DemoWorld.start(seed, TODAY, mails);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static HttpResponse<String> get(URI host, String path, String... headers) {
    var request = HttpRequest.newBuilder(URI.create(host + path));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return send(request);
  }

  static HttpResponse<String> post(URI uri, String body, String... headers) {
    var request = HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return send(request);
  }

  static JsonNode json(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }

  static JsonNode kubernetes(DemoCluster cluster, String path) {
    return json(
        get(cluster.kubernetes(), path, "Authorization", "Bearer " + cluster.bearerToken()));
  }

  static JsonNode openAi(DemoWorld world, String path) {
    return json(get(world.openai(), path, "Authorization", "Bearer " + world.openaiKey()));
  }

  static JsonNode anthropic(DemoWorld world, String path) {
    return json(
        get(
            world.anthropic(),
            path,
            "x-api-key",
            world.anthropicKey(),
            "anthropic-version",
            "2023-06-01"));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
