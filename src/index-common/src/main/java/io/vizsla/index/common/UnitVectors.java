package io.vizsla.index.common;

import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import org.jspecify.annotations.Nullable;

/** Checks vectors before they reach the index. */
public final class UnitVectors {

    /** How far a length may be from 1 without the vector being scaled again: rounding in {@code float}. */
    private static final double TOLERANCE = 1e-4;

    private UnitVectors() {}

    /**
     * Returns the vector at unit length; the argument itself if it has it already.
     *
     * @throws VizslaException {@code INVALID_VECTOR} if it has another dimension, holds NaN or infinity, or is all zero
     */
    public static float[] checked(String field, float[] vector, int dimension) {
        if (vector.length != dimension) {
            throw bad(field, vector.length + " dimensions", "of " + dimension + " dimensions");
        }
        double squares = 0;
        for (int i = 0; i < vector.length; i++) {
            if (!Float.isFinite(vector[i])) {
                throw bad(field + "[" + i + "]", vector[i], "a finite number");
            }
            squares += (double) vector[i] * vector[i];
        }
        if (squares == 0) {
            throw bad(field, "all zero", "a vector with a direction");
        }
        double length = Math.sqrt(squares);
        return Math.abs(length - 1) <= TOLERANCE ? vector : scaled(vector, length);
    }

    /**
     * Checks token vectors.
     *
     * @throws VizslaException {@code INVALID_VECTOR} if they have another dimension or a scale is not finite
     */
    public static void check(String field, @Nullable TokenVectors tokens, int dimension) {
        if (tokens == null || dimension == 0) {
            return;
        }
        if (tokens.dimension() != dimension) {
            throw bad(field, tokens.dimension() + " dimensions", "of " + dimension + " dimensions");
        }
        for (float scale : tokens.scales()) {
            if (!Float.isFinite(scale)) {
                throw bad(field + ".scales", scale, "finite numbers");
            }
        }
    }

    /** Returns whether a stored vector has unit length. */
    public static boolean isUnit(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        return Math.abs(Math.sqrt(squares) - 1) <= 10 * TOLERANCE;
    }

    private static float[] scaled(float[] vector, double length) {
        float[] unit = new float[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (vector[i] / length);
        }
        return unit;
    }

    private static VizslaException bad(String field, Object value, String bound) {
        return VizslaException.field(ErrorCode.INVALID_VECTOR, field, value, bound);
    }
}
