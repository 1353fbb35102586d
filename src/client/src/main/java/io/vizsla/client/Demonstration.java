package io.vizsla.client;

/** A worked example: a query, and a passage that answers it. */
public record Demonstration(String query, String passage) {}
