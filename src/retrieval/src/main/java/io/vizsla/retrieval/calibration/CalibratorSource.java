package io.vizsla.retrieval.calibration;

import io.vizsla.api.query.ScoreCalibrator;

/** Gives the calibrator for one search. Safe for any number of threads. */
@FunctionalInterface
public interface CalibratorSource {

    /**
     * Returns the calibrator.
     *
     * @param model the name of the embedding model
     * @param ranking what the hits are ordered by
     * @param features of the search
     */
    ScoreCalibrator of(String model, Ranking ranking, SearchFeatures features);
}
