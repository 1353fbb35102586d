package io.vizsla.benchmarks;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.query.Query;
import io.vizsla.api.query.ScoreCalibrator;
import io.vizsla.benchmarks.LogisticFit.Row;
import io.vizsla.retrieval.PipelineOptions;
import io.vizsla.retrieval.PipelineParts;
import io.vizsla.retrieval.SearchPipeline;
import io.vizsla.retrieval.calibration.Coefficients;
import io.vizsla.retrieval.calibration.ProbabilityCalibrator;
import io.vizsla.retrieval.calibration.SearchFeatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs searches and writes down what a calibrator sees of each hit, in the order of the hits. For one thread.
 *
 * <p>A feature row holds what {@link Coefficients} weighs: 1, score, relative, dense, tokens, lexical, rarity.
 */
final class CalibrationSamples {

    private static final int DEPTH = 20;
    private static final Coefficients ANY = new Coefficients(0, 1, 0, 0, 0, 0, 0);

    private final List<double[]> seen = new ArrayList<>();
    private final SearchPipeline pipeline;

    CalibrationSamples() {
        this.pipeline = new SearchPipeline(PipelineParts.NONE, (collection, ranking, features) -> recording(features));
    }

    /**
     * Returns a row for each of the first hits of a query.
     *
     * @param grades document id to grade; what is not in it counts as not relevant
     * @param weight of each row
     */
    List<Row> of(
            OpenCollection collection,
            Query query,
            PipelineOptions options,
            Map<String, Integer> grades,
            double weight) {
        seen.clear();
        List<Hit> hits = pipeline.search(collection, query, options).hits().list();
        List<Row> rows = new ArrayList<>();
        for (Hit hit : hits.subList(0, Math.min(DEPTH, hits.size()))) {
            boolean relevant = grades.getOrDefault(hit.id().document().id(), 0) > 0;
            rows.add(new Row(seen.get(rows.size()), relevant, weight));
        }
        return rows;
    }

    private ScoreCalibrator recording(SearchFeatures features) {
        return (score, context) -> {
            seen.add(new double[] {
                1,
                score,
                features.relative(score),
                features.dense(),
                features.tokens(),
                features.lexical(),
                features.rarity()
            });
            return new ProbabilityCalibrator(ANY, features).probability(score, context);
        };
    }
}
