package io.vizsla.standalone.rest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Models for the queries of a built-in one: one that changes nothing, one that turns every query away. */
public final class QueryModels {

    /** Reads queries as the built-in model does, by another name. */
    public static final String SAME = "queries-same";

    /** Moves every number of a query's vector one place on. */
    public static final String TURNED = "queries-turned";

    private QueryModels() {}

    /** Writes both folders, unless they are there. */
    public static void write(Path models, String from, int dimension) throws IOException {
        if (!Files.exists(models.resolve(SAME))) {
            TestModels.queryModel(models, from, SAME, shifted(dimension, 0));
            TestModels.queryModel(models, from, TURNED, shifted(dimension, 1));
        }
    }

    /** Returns a permutation: output i is input i + places. Without places it is the identity. */
    private static float[][] shifted(int dimension, int places) {
        float[][] rows = new float[dimension][dimension + 1];
        for (int i = 0; i < dimension; i++) {
            rows[i][(i + places) % dimension] = 1;
        }
        return rows;
    }
}
