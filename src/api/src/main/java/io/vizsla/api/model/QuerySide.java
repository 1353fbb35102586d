package io.vizsla.api.model;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import org.jspecify.annotations.Nullable;

/**
 * Where a model's queries lie that were trained to be compared with another model's passages: the queries of such a model
 * can serve an index that the other one made, and nothing is encoded anew.
 *
 * @param space id of the other model's space, exactly as {@link ModelManifest#space()} spells it, prompts included
 * @param map file of the affine map from this model's query vectors into that space; null where they lie there by
 *     themselves. Little-endian {@code float[d_out][d_in + 1]}: row i holds the weights of output i and, last, its offset.
 *     The mapped vector is brought to unit length
 */
public record QuerySide(String space, @Nullable ModelFile map) {

    public QuerySide {
        if (space.isBlank()) {
            throw VizslaException.field(ErrorCode.INVALID_MODEL, "querySide.space", space, "the id of a space");
        }
        if (map != null && !map.data().isEmpty()) {
            throw VizslaException.field(ErrorCode.INVALID_MODEL, "querySide.map.data", map.path(), "absent");
        }
    }

    /**
     * Returns how long the vectors are that come out of the map, or go in where there is none.
     *
     * @param dimension of the model's own vectors
     */
    public int dimension(int dimension) {
        return map == null ? dimension : Math.toIntExact(map.bytes() / rowBytes(dimension));
    }

    /**
     * Checks that the model has vectors and the map, if there is one, a whole number of rows over them.
     *
     * @param largest dimension that may come out
     * @throws VizslaException {@code INVALID_MODEL} naming the length of the file
     */
    void check(Architecture architecture, int dimension, int largest) {
        if (architecture == Architecture.CROSS_ENCODER) {
            throw VizslaException.field(
                    ErrorCode.INVALID_MODEL, "querySide", space, "absent: a cross-encoder gives no vectors");
        }
        if (map == null) {
            return;
        }
        long row = rowBytes(dimension);
        long rows = map.bytes() / row;
        if (rows < 1 || rows > largest || rows * row != map.bytes()) {
            throw VizslaException.field(
                    ErrorCode.INVALID_MODEL,
                    "querySide.map.bytes",
                    map.bytes(),
                    "1 to " + largest + " rows of " + row + " bytes, which is 4 * (dimension + 1)");
        }
    }

    private static long rowBytes(int dimension) {
        return Float.BYTES * (dimension + 1L);
    }
}
