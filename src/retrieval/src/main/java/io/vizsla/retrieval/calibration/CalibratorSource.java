package io.vizsla.retrieval.calibration;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.query.ScoreCalibrator;

/** Gives the calibrator for one search. Safe for any number of threads. */
@FunctionalInterface
public interface CalibratorSource {

    /**
     * Returns the calibrator.
     *
     * @param collection that is searched
     * @param ranking what the hits are ordered by
     * @param features of the search
     */
    ScoreCalibrator of(OpenCollection collection, Ranking ranking, SearchFeatures features);
}
