package io.vizsla.retrieval;

import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.query.ScoreCalibrator;
import io.vizsla.retrieval.calibration.CalibratorSource;
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
        // What scores mean was fitted in the space of the passages' model, in which every query side lies.
        String model = state.open().encoder().card().name();
        state.hits(calibrated(state, calibrators.of(model, state.ranking(), features)));
        state.note(name(), "ranking", state.ranking().id());
        state.note(name(), "features", features.asMap());
    }

    private static Hits calibrated(SearchState state, ScoreCalibrator calibrator) {
        List<Hit> calibrated = new ArrayList<>(state.hits().size());
        for (Hit hit : state.hits()) {
            calibrated.add(hit.withScore(calibrator.probability(hit.score(), state)));
        }
        return Hits.inOrder(calibrated);
    }
}
