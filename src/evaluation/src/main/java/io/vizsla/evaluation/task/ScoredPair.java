package io.vizsla.evaluation.task;

/**
 * Two texts and how people rated them.
 *
 * @param score how alike they are, on the data set's own scale
 */
public record ScoredPair(String first, String second, double score) {}
