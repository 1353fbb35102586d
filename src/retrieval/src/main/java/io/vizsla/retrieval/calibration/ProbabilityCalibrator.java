package io.vizsla.retrieval.calibration;

import io.vizsla.api.query.QueryContext;
import io.vizsla.api.query.ScoreCalibrator;

/**
 * Maps the ordering scores of one search to probabilities of relevance. Within the search it rises with the score, so
 * the order stays; across searches it also looks at how good the search's best evidence is (after Cosine Adapter, arXiv
 * 2408.04887, with a logistic model of measured features instead of a network), so that one threshold fits all queries.
 *
 * @param coefficients of the kind of ranking and the model
 * @param features of the search whose hits are calibrated
 */
public record ProbabilityCalibrator(Coefficients coefficients, SearchFeatures features) implements ScoreCalibrator {

    @Override
    public double probability(double score, QueryContext context) {
        return coefficients.probability(score, features);
    }
}
