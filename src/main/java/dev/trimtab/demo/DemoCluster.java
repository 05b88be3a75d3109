package dev.trimtab.demo;

import java.net.URI;

/// Where to reach a cluster of the demo world.
///
/// @param kubernetes its API server
/// @param prometheus its Prometheus, without authentication
/// @param bearerToken what the API server wants to see
public record DemoCluster(String name, URI kubernetes, URI prometheus, String bearerToken) {}
