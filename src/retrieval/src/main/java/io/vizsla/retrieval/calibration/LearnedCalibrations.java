package io.vizsla.retrieval.calibration;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.error.VizslaException;
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

    private static final System.Logger LOG = System.getLogger(LearnedCalibrations.class.getName());

    private final CalibratorSource usual;
    private final Function<String, Optional<LearnedCalibration>> models;
    private final Map<String, Optional<LearnedCalibration>> known = new ConcurrentHashMap<>();

    /**
     * Creates a source.
     *
     * @param usual whose probabilities are corrected
     * @param models returns a model's by its name; asked until it answers for each, since a model that is there never
     *     changes
     */
    public LearnedCalibrations(CalibratorSource usual, Function<String, Optional<LearnedCalibration>> models) {
        this.usual = usual;
        this.models = models;
    }

    @Override
    public ScoreCalibrator of(OpenCollection collection, Ranking ranking, SearchFeatures features) {
        ScoreCalibrator said = usual.of(collection, ranking, features);
        return learned(collection)
                .filter(learned -> learned.collection().equals(collection.spec().name()))
                .map(learned -> learned.lines().get(ranking))
                .<ScoreCalibrator>map(line -> new Corrected(said, line))
                .orElse(said);
    }

    /** Of a model that reads passages as well nothing is taken: what it learned is of another model's. */
    private Optional<LearnedCalibration> learned(OpenCollection collection) {
        String model = collection.encoder().queryCard().name();
        if (model.equals(collection.encoder().card().name())) {
            return Optional.empty();
        }
        try {
            return known.computeIfAbsent(model, models);
        } catch (VizslaException failed) {
            // Searched without it this time; nothing is remembered of a failure.
            LOG.log(System.Logger.Level.WARNING, "The scores of {0} are not corrected: {1}", model, failed.detail());
            return Optional.empty();
        }
    }

    /** A calibrator whose probabilities a line corrects. */
    public record Corrected(ScoreCalibrator said, LogitLine line) implements ScoreCalibrator {

        @Override
        public double probability(double score, QueryContext context) {
            return line.probability(said.probability(score, context));
        }
    }
}
