package io.vizsla.encoding;

import io.vizsla.api.encoding.TokenVectors;
import org.jspecify.annotations.Nullable;

/**
 * What became of one text.
 *
 * @param tokens null where the model gives no token vectors
 * @param tokenCount how many tokens the model read
 */
record Encoded(float[] dense, @Nullable TokenVectors tokens, int tokenCount) {

    /** Returns an entry whose dense vector its receiver may change; token vectors are shared and never changed. */
    Encoded copy() {
        return new Encoded(dense.clone(), tokens, tokenCount);
    }

    /** Returns about how many bytes of memory it takes. */
    int bytes() {
        int tokenBytes = tokens == null ? 0 : tokens.codes().length + 4 * tokens.scales().length + 64;
        return 4 * dense.length + tokenBytes + 64;
    }
}
