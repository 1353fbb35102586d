package io.vizsla.evaluation.task;

/**
 * A query as it stands and as its author would write it out: who asks, what for, and what the answer must hold.
 *
 * @param plain the query alone
 * @param instructed the query within its instruction
 * @param passage id of the passage that answers both
 */
public record InstructedQuery(String plain, String instructed, String passage) {}
