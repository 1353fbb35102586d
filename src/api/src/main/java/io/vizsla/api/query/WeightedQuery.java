package io.vizsla.api.query;

/**
 * One of the queries that a transformer made.
 *
 * @param weight of its hits in the fusion, above 0
 */
public record WeightedQuery(Query query, double weight) {}
