package io.vizsla.retrieval.calibration;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.query.QueryContext;
import io.vizsla.api.query.ScoreCalibrator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Corrects probabilities by what the model that reads a collection's queries has learned of its scores. Safe for any number
 * of threads.
 */
public final class LearnedCalibrations implements CalibratorSource {

    private final CalibratorSource usual;
    private final Function<String, Optional<LearnedCalibration>> models;
    private final Map<String, Optional<LearnedCalibration>> known = new ConcurrentHashMap<>();

    /**
     * Creates a source.
     *
     * @param usual whose probabilities are corrected
     * @param models returns a model's by its name; asked once for each, since a model that is there never changes
     */
    public LearnedCalibrations(CalibratorSource usual, Function<String, Optional<LearnedCalibration>> models) {
        this.usual = usual;
        this.models = models;
    }

    @Override
    public ScoreCalibrator of(OpenCollection collection, Ranking ranking, SearchFeatures features) {
        ScoreCalibrator said = usual.of(collection, ranking, features);
        return known.computeIfAbsent(collection.encoder().queryCard().name(), models)
                .filter(learned -> learned.collection().equals(collection.spec().name()))
                .map(learned -> learned.lines().get(ranking))
                .<ScoreCalibrator>map(line -> new Corrected(said, line))
                .orElse(said);
    }

    /** A calibrator whose probabilities a line corrects. */
    public record Corrected(ScoreCalibrator said, LogitLine line) implements ScoreCalibrator {

        @Override
        public double probability(double score, QueryContext context) {
            return line.probability(said.probability(score, context));
        }
    }
}
