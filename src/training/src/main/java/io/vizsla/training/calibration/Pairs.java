package io.vizsla.training.calibration;

import java.util.List;
import java.util.function.Function;

/** All queries' passages in one row. */
final class Pairs {

    private Pairs() {}

    static double[] scores(List<QueryScores> queries, Function<QueryScores, double[]> of) {
        double[] all = new double[count(queries)];
        int at = 0;
        for (QueryScores query : queries) {
            double[] scores = of.apply(query);
            System.arraycopy(scores, 0, all, at, scores.length);
            at += scores.length;
        }
        return all;
    }

    static boolean[] relevant(List<QueryScores> queries) {
        boolean[] all = new boolean[count(queries)];
        int at = 0;
        for (QueryScores query : queries) {
            System.arraycopy(query.relevant(), 0, all, at, query.relevant().length);
            at += query.relevant().length;
        }
        return all;
    }

    private static int count(List<QueryScores> queries) {
        return queries.stream().mapToInt(query -> query.cosines().length).sum();
    }
}
