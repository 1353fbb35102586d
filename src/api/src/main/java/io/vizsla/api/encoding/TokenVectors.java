package io.vizsla.api.encoding;

import io.vizsla.api.error.VizslaException;
import java.util.Arrays;

/**
 * The reduced and quantized vectors of a text's tokens, without the tokens of its prompt.
 *
 * @param count how many tokens
 * @param dimension of each vector
 * @param codes {@code byte[count * dimension]}, row-major, -127..127; not copied
 * @param scales {@code float[count]}: token i's unit vector is about {@code scales[i] * codes[i]}; not copied
 */
public record TokenVectors(int count, int dimension, byte[] codes, float[] scales) {

    public TokenVectors {
        if (codes.length != count * dimension || scales.length != count) {
            throw VizslaException.invalid(
                    "tokens",
                    codes.length + " codes, " + scales.length + " scales",
                    count * dimension + " codes and " + count + " scales");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenVectors that
                && count == that.count
                && dimension == that.dimension
                && Arrays.equals(codes, that.codes)
                && Arrays.equals(scales, that.scales);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(codes) + Arrays.hashCode(scales);
    }

    @Override
    public String toString() {
        return "TokenVectors[" + count + " x " + dimension + "]";
    }
}
