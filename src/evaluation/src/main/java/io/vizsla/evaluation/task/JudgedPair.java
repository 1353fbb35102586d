package io.vizsla.evaluation.task;

/**
 * Two texts and whether they belong together.
 *
 * @param together such as: the first entails the second
 */
public record JudgedPair(String first, String second, boolean together) {}
