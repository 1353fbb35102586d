package io.vizsla.api.encoding;

import io.vizsla.api.error.VizslaException;
import java.util.List;

/**
 * Turns texts into vectors. Safe for any number of threads; concurrent calls may be joined into one batch. Whatever
 * company a text is encoded in, its vector is the same up to rounding where the model computes in full precision. In 8
 * bits a batch shares its scales, so that company moves a vector a little: its cosine with the one of the text alone stays
 * above 0.99.
 */
public interface Encoder extends AutoCloseable {

    /**
     * Encodes the inputs; an empty list gives an empty batch.
     *
     * @throws VizslaException {@code OVERLOADED} if the queue is full; {@code INTERNAL} if the runtime fails
     */
    EncodedBatch encode(List<EncodingInput> inputs);

    /**
     * Returns the words that the model reads for an input: its prompt and as much of examples and text as fits; for
     * explanations.
     *
     * @throws VizslaException {@code TOO_LARGE} if the instruction leaves no room for the text
     */
    default PromptedText prompted(EncodingInput input) {
        return PromptedText.whole(input.text(), tokenizer().spans(input.text()).size());
    }

    /**
     * Returns this encoder as it reads texts of a purpose: its {@link #card() card} names the space of that purpose. Shares
     * everything with this one; closing it does nothing.
     */
    default Encoder as(Purpose purpose) {
        return this;
    }

    /**
     * Returns this encoder with its dense vectors cut to their first numbers, and brought to unit length again if the
     * model's vectors are: its {@link #card() card} names a space of its own. Shares everything with this one; closing it
     * does nothing. The model's own dimension gives this encoder itself.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} naming {@code dimension} and what the model allows
     */
    default Encoder cutTo(int dimension) {
        return dimension == card().dimension() ? this : new CutEncoder(this, dimension);
    }

    /** Returns the tokenizer that decides how long a text is for this model. */
    Tokenizer tokenizer();

    /** Returns what the model is; where two models share the work, the one that reads passages and makes the index. */
    ModelCard card();

    /** Returns what the model is that reads queries: the same one, unless another model's query side is put before it. */
    default ModelCard queryCard() {
        return card();
    }

    @Override
    void close();
}
