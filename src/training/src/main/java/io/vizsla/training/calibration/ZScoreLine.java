package io.vizsla.training.calibration;

import java.util.Arrays;
import java.util.List;

/**
 * One line for all queries, from how far a cosine stands out of its query's list, in deviations from their mean, to logit.
 * Needs the whole list; without any spread in it all passages are alike.
 */
public final class ZScoreLine implements Calibration {

    private final LogisticLine line;

    private ZScoreLine(LogisticLine line) {
        this.line = line;
    }

    /**
     * Fits the line.
     *
     * @throws io.vizsla.api.error.VizslaException {@code INVALID_ARGUMENT} if all pairs are relevant or none is
     */
    public static ZScoreLine fit(List<QueryScores> queries) {
        return new ZScoreLine(LogisticLine.fit(Pairs.scores(queries, ZScoreLine::standing), Pairs.relevant(queries)));
    }

    private static double[] standing(QueryScores scores) {
        double mean = Arrays.stream(scores.cosines()).average().orElse(0);
        double deviation = LogisticLine.deviation(scores.cosines(), mean);
        return Arrays.stream(scores.cosines())
                .map(cosine -> deviation > 0 ? (cosine - mean) / deviation : 0)
                .toArray();
    }

    @Override
    public double[] probabilities(QueryScores scores) {
        return Arrays.stream(standing(scores)).map(line::probability).toArray();
    }
}
