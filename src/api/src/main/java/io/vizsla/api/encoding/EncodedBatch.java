package io.vizsla.api.encoding;

import java.util.List;

/**
 * What an encoder made of a batch, in the order of its inputs.
 *
 * @param dense {@code float[n][d]}, unit length each; owned by the receiver
 * @param tokens n entries, or none where the model keeps no token vectors
 * @param tokenCounts how many tokens the model read for each input, its prompt and special tokens included
 */
public record EncodedBatch(float[][] dense, List<TokenVectors> tokens, int[] tokenCounts) {

    public EncodedBatch {
        tokens = List.copyOf(tokens);
    }
}
