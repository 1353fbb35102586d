package io.vizsla.training.calibration;

/** A way from the cosines of a query to probabilities. Keeps the order of a query's passages. */
public interface Calibration {

    /** Returns for each passage how likely it is relevant, in 0..1; {@code relevant} is not read. */
    double[] probabilities(QueryScores scores);
}
