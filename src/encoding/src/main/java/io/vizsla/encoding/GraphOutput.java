package io.vizsla.encoding;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.Arrays;

/**
 * The output that a graph must have.
 *
 * @param rank 3 for token states, 2 for logits
 * @param dimension the last dimension
 */
record GraphOutput(int rank, int dimension) {

    /** Returns the output of a cross-encoder, {@code [batch, 1]}. */
    static GraphOutput logit() {
        return new GraphOutput(2, 1);
    }

    /** Returns the output of a bi-encoder, {@code [batch, tokens, dimension]}. */
    static GraphOutput states(int dimension) {
        return new GraphOutput(3, dimension);
    }

    /**
     * Checks the shape that a graph declares, in which -1 stands for what is known only once it runs.
     *
     * @throws VizslaException {@code INVALID_MODEL} naming the dimension that was found
     */
    void checkDeclared(String file, String output, long[] shape) {
        long last = shape[rank - 1];
        if (last != dimension && last != -1) {
            throw wrong(file, output, shape);
        }
    }

    /**
     * Checks the shape of what a run gave.
     *
     * @throws VizslaException {@code INVALID_MODEL} naming the shape that was found
     */
    void checkGiven(String file, String output, long[] shape, TokenBatch batch) {
        long[] wanted =
                rank == 2 ? new long[] {batch.size(), dimension} : new long[] {batch.size(), batch.width(), dimension};
        if (!Arrays.equals(shape, wanted)) {
            throw wrong(file, output, shape);
        }
    }

    private VizslaException wrong(String file, String output, long[] shape) {
        String found = Arrays.toString(shape);
        return rank == 2
                ? VizslaException.field(
                        ErrorCode.INVALID_MODEL,
                        "output " + output + " of " + file,
                        found,
                        "[pairs, 1], one logit a pair")
                : VizslaException.field(
                        ErrorCode.INVALID_MODEL,
                        "dimension",
                        dimension,
                        "the last of " + found + ", the shape of output " + output + " of " + file);
    }
}
