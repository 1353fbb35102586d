package io.vizsla.retrieval.rerank;

import static io.vizsla.retrieval.rerank.RowTile.ROWS;
import static io.vizsla.retrieval.rerank.RowTile.SLICE;
import static io.vizsla.retrieval.rerank.VectorDotKernel.FLOATS;
import static io.vizsla.retrieval.rerank.VectorDotKernel.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * The innermost loop: the products of one block of the query's tokens with the seven rows of a tile. Written out row by
 * row, since vectors in an array would live on the heap.
 */
final class LaneProducts {

    /** Without the instruction {@code fma} runs in software; each processor with 256-bit integers has it. */
    private static final boolean FUSED = IntVector.SPECIES_PREFERRED.length() >= 8;

    private LaneProducts() {}

    /**
     * Raises {@code best[at..at + LANES)} to the largest {@code scale * dot} of the tile's rows where that is more.
     *
     * @param lanes the blocks of {@link LaneDots}; the one of {@code at} is used
     */
    static void raise(float[] best, int at, float[] lanes, int dimension, RowTile tile) {
        float[] rows = tile.codes();
        FloatVector dots0 = FloatVector.zero(FLOATS);
        FloatVector dots1 = dots0;
        FloatVector dots2 = dots0;
        FloatVector dots3 = dots0;
        FloatVector dots4 = dots0;
        FloatVector dots5 = dots0;
        FloatVector dots6 = dots0;
        for (int slice = 0; slice < dimension; slice += SLICE) {
            int row = slice * ROWS;
            int lane = at * dimension + slice * LANES;
            int width = Math.min(SLICE, dimension - slice);
            for (int d = 0; d < width; d++) {
                FloatVector query = FloatVector.fromArray(FLOATS, lanes, lane + d * LANES);
                dots0 = plus(dots0, query, rows[row + d]);
                dots1 = plus(dots1, query, rows[row + d + SLICE]);
                dots2 = plus(dots2, query, rows[row + d + 2 * SLICE]);
                dots3 = plus(dots3, query, rows[row + d + 3 * SLICE]);
                dots4 = plus(dots4, query, rows[row + d + 4 * SLICE]);
                dots5 = plus(dots5, query, rows[row + d + 5 * SLICE]);
                dots6 = plus(dots6, query, rows[row + d + 6 * SLICE]);
            }
        }
        float[] scales = tile.scales();
        FloatVector low = FloatVector.fromArray(FLOATS, best, at).max(dots0.mul(scales[0]));
        FloatVector next = dots1.mul(scales[1]).max(dots2.mul(scales[2]));
        FloatVector high = dots3.mul(scales[3]).max(dots4.mul(scales[4]));
        FloatVector last = dots5.mul(scales[5]).max(dots6.mul(scales[6]));
        low.max(next).max(high.max(last)).intoArray(best, at);
    }

    private static FloatVector plus(FloatVector sum, FloatVector query, float code) {
        FloatVector codes = FloatVector.broadcast(FLOATS, code);
        return FUSED ? query.fma(codes, sum) : query.mul(codes).add(sum);
    }
}
