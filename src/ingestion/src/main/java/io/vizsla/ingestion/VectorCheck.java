package io.vizsla.ingestion;

import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.IndexSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds vectors that an index refuses, before anything is written for them. */
final class VectorCheck {

    private VectorCheck() {}

    /**
     * Checks the vectors of all chunks.
     *
     * @throws VizslaException {@code INVALID_VECTOR} if one has another dimension than the index, is not finite or all zero
     */
    static void check(IndexSpec spec, List<EncodedChunk> chunks) {
        for (int i = 0; i < chunks.size(); i++) {
            String field = "chunks[" + i + "]";
            dense(field + ".vector", chunks.get(i).vector(), spec.dimension());
            tokens(field + ".tokens", chunks.get(i).tokens(), spec.tokenDimension());
        }
    }

    private static void dense(String field, float[] vector, int dimension) {
        if (vector.length != dimension) {
            throw bad(field, vector.length + " dimensions", "of " + dimension + " dimensions");
        }
        boolean zero = true;
        for (float value : vector) {
            finite(field, value);
            zero &= value == 0;
        }
        if (zero) {
            throw bad(field, "all zero", "a vector with a direction");
        }
    }

    private static void tokens(String field, @Nullable TokenVectors tokens, int dimension) {
        if (tokens == null || dimension == 0) {
            return;
        }
        if (tokens.dimension() != dimension) {
            throw bad(field, tokens.dimension() + " dimensions", "of " + dimension + " dimensions");
        }
        for (float scale : tokens.scales()) {
            finite(field + ".scales", scale);
        }
    }

    private static void finite(String field, float value) {
        if (!Float.isFinite(value)) {
            throw bad(field, value, "finite numbers");
        }
    }

    private static VizslaException bad(String field, Object value, String bound) {
        return VizslaException.field(ErrorCode.INVALID_VECTOR, field, value, bound);
    }
}
