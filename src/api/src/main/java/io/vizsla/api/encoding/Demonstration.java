package io.vizsla.api.encoding;

/** A worked example: a query and a passage that answers it. */
public record Demonstration(String query, String passage) {}
