package io.vizsla.retrieval.rerank;

import static io.vizsla.retrieval.rerank.VectorDotKernel.FLOATS;
import static io.vizsla.retrieval.rerank.VectorDotKernel.LANES;

import io.vizsla.api.encoding.TokenVectors;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;

/**
 * A few rows of a passage as floats, {@code float[slice][ROWS][SLICE]}: the distance from row to row is a constant, which
 * spares the registers that would hold a position for each. Reused from tile to tile.
 */
final class RowTile {

    /**
     * Rows in a tile. Seven sums, seven codes and one block of the query fill 15 vector registers, and AVX2 has 16; an
     * eighth row made the loop 2.5 times as slow there.
     */
    static final int ROWS = 7;

    /** Dimensions in a slice. */
    static final int SLICE = 128;

    private final float[] codes;
    private final float[] scales = new float[ROWS];

    RowTile(int dimension) {
        codes = new float[Math.ceilDiv(dimension, SLICE) * ROWS * SLICE];
    }

    /** Code d of row r lies at {@code d / SLICE * ROWS * SLICE + r * SLICE + d % SLICE}. */
    float[] codes() {
        return codes;
    }

    /** The scale of each row. */
    float[] scales() {
        return scales;
    }

    /** Loads the rows from {@code first} on; after the passage's last row it again, which changes no maximum. */
    void load(TokenVectors passage, int first) {
        for (int row = 0; row < ROWS; row++) {
            int from = Math.min(first + row, passage.count() - 1);
            scales[row] = passage.scales()[from];
            loadRow(passage.codes(), from * passage.dimension(), row, passage.dimension());
        }
    }

    private void loadRow(byte[] from, int at, int row, int dimension) {
        for (int d = 0; d < dimension; d += SLICE) {
            widen(from, at + d, codes, d * ROWS + row * SLICE, Math.min(SLICE, dimension - d));
        }
    }

    private static void widen(byte[] from, int at, float[] to, int toAt, int count) {
        int whole = LANES == ByteVector.SPECIES_64.length() ? FLOATS.loopBound(count) : 0;
        for (int i = 0; i < whole; i += LANES) {
            ByteVector.fromArray(ByteVector.SPECIES_64, from, at + i)
                    .convertShape(VectorOperators.B2F, FLOATS, 0)
                    .reinterpretAsFloats()
                    .intoArray(to, toAt + i);
        }
        for (int i = whole; i < count; i++) {
            to[toAt + i] = from[at + i];
        }
    }
}
