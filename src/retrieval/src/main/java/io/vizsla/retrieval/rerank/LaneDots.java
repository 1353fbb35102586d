package io.vizsla.retrieval.rerank;

import static io.vizsla.retrieval.rerank.VectorDotKernel.LANES;

import io.vizsla.api.encoding.TokenVectors;
import java.util.Arrays;

/** One query in lanes: passes a tile of the passage's rows by each block of the query's tokens. */
final class LaneDots implements DotKernel.BestDots {

    private final int dimension;
    private final float[] lanes;
    private final float[] best;
    private final RowTile tile;

    LaneDots(TokenVectors query) {
        int blocks = Math.ceilDiv(query.count(), LANES);
        dimension = query.dimension();
        lanes = new float[blocks * dimension * LANES];
        best = new float[blocks * LANES];
        tile = new RowTile(dimension);
        for (int token = 0; token < query.count(); token++) {
            fillLane(query, token);
        }
    }

    /** Block b holds {@code float[dimension][LANES]}: code d of the tokens {@code b * LANES} and on; zeros follow the last. */
    private void fillLane(TokenVectors query, int token) {
        int to = token / LANES * dimension * LANES + token % LANES;
        int from = token * dimension;
        for (int d = 0; d < dimension; d++) {
            lanes[to + d * LANES] = query.codes()[from + d];
        }
    }

    @Override
    public float[] in(TokenVectors passage) {
        Arrays.fill(best, Float.NEGATIVE_INFINITY);
        for (int first = 0; first < passage.count(); first += RowTile.ROWS) {
            tile.load(passage, first);
            for (int at = 0; at < best.length; at += LANES) {
                LaneProducts.raise(best, at, lanes, dimension, tile);
            }
        }
        return best;
    }
}
