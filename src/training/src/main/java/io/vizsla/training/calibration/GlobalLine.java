package io.vizsla.training.calibration;

import java.util.Arrays;
import java.util.List;

/** One line for all queries, from cosine to logit: what a head must beat. */
public final class GlobalLine implements Calibration {

    private final LogisticLine line;

    private GlobalLine(LogisticLine line) {
        this.line = line;
    }

    /**
     * Fits the line.
     *
     * @throws io.vizsla.api.error.VizslaException {@code INVALID_ARGUMENT} if all pairs are relevant or none is
     */
    public static GlobalLine fit(List<QueryScores> queries) {
        return new GlobalLine(LogisticLine.fit(Pairs.scores(queries, QueryScores::cosines), Pairs.relevant(queries)));
    }

    @Override
    public double[] probabilities(QueryScores scores) {
        return Arrays.stream(scores.cosines()).map(line::probability).toArray();
    }
}
