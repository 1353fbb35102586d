package io.vizsla.api.query;

/** Maps the score of the last step to a probability of relevance. */
@FunctionalInterface
public interface ScoreCalibrator {

    /** Returns a value in 0..1 that does not fall when the score rises within one search. */
    double probability(double score, QueryContext context);
}
