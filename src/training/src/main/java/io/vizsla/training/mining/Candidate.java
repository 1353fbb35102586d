package io.vizsla.training.mining;

/**
 * A passage that some ranking gave for a query.
 *
 * @param passage its place in the list that training is given
 * @param score similarity to the query, higher is closer; any number, also none
 */
public record Candidate(int passage, double score) {}
