package io.vizsla.client;

import java.util.List;

/**
 * Vectors.
 *
 * @param vectors {@code float[dimension]} each, in the order of the texts; owned by the caller
 * @param model that read the texts
 * @param tokens that it read
 */
public record Embeddings(List<float[]> vectors, String model, long tokens) {}
