package io.vizsla.retrieval;

import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.query.ScoreCalibrator;
import io.vizsla.retrieval.calibration.CalibratorSource;
import io.vizsla.retrieval.calibration.LearnedCalibrations;
import io.vizsla.retrieval.calibration.SearchFeatures;
import java.util.ArrayList;
import java.util.List;

/** Turns the ordering scores into probabilities of relevance; the order stays. */
record CalibrateStep(CalibratorSource calibrators) implements Step {

    @Override
    public String name() {
        return "calibrate";
    }

    @Override
    public void run(SearchState state) {
        SearchFeatures features = SearchFeatures.of(state.hits(), state.termStatistics());
        ScoreCalibrator calibrator = calibrators.of(state.open(), state.ranking(), features);
        state.hits(calibrated(state, calibrator));
        state.note(name(), "ranking", state.ranking().id());
        state.note(name(), "features", features.asMap());
        if (calibrator instanceof LearnedCalibrations.Corrected corrected) {
            state.note(name(), "learned", corrected.line().asMap());
        }
    }

    private static Hits calibrated(SearchState state, ScoreCalibrator calibrator) {
        List<Hit> calibrated = new ArrayList<>(state.hits().size());
        for (Hit hit : state.hits()) {
            calibrated.add(hit.withScore(calibrator.probability(hit.score(), state)));
        }
        return Hits.inOrder(calibrated);
    }
}
