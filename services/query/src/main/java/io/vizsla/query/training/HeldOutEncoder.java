package io.vizsla.query.training;

import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.ModelCard;
import io.vizsla.api.encoding.Role;
import io.vizsla.api.encoding.Tokenizer;
import java.util.List;
import java.util.Map;

/**
 * A collection's own encoder that gives some queries the vectors that a trained model had for them. Safe for any number of
 * threads, like its encoder, which stays its owner's: closing this does nothing.
 *
 * @param own reads everything else, and the tokens of these queries
 * @param vectors by the query's words, {@code float[dimension]} of unit length
 * @param keepsTokens whether the trained model's token vectors will be compared with those of the passages; if not, nothing
 *     has any here
 */
record HeldOutEncoder(Encoder own, Map<String, float[]> vectors, boolean keepsTokens) implements Encoder {

    @Override
    public EncodedBatch encode(List<EncodingInput> inputs) {
        EncodedBatch batch = own.encode(inputs);
        for (int i = 0; i < inputs.size(); i++) {
            float[] vector = inputs.get(i).role() == Role.QUERY
                    ? vectors.get(inputs.get(i).text())
                    : null;
            if (vector != null) {
                batch.dense()[i] = vector.clone();
            }
        }
        return keepsTokens ? batch : new EncodedBatch(batch.dense(), List.of(), batch.tokenCounts());
    }

    @Override
    public Tokenizer tokenizer() {
        return own.tokenizer();
    }

    @Override
    public ModelCard card() {
        return own.card();
    }

    @Override
    public void close() {
        // It belongs to whoever opened it.
    }
}
