package io.vizsla.api.encoding;

import java.util.Arrays;
import java.util.List;

/**
 * An encoder whose dense vectors are cut to their first numbers, for models that were trained to be cut (Matryoshka
 * representations, arXiv 2205.13147). Token vectors stay as they are. Safe for any number of threads, like the encoder that
 * it cuts, which stays its owner's: closing this does nothing.
 */
final class CutEncoder implements Encoder {

    private final Encoder whole;
    private final ModelCard card;

    /** Cuts the vectors of an encoder to a dimension, which its card must allow. */
    CutEncoder(Encoder whole, int dimension) {
        this.whole = whole;
        this.card = whole.card().cutTo(dimension);
    }

    @Override
    public EncodedBatch encode(List<EncodingInput> inputs) {
        EncodedBatch batch = whole.encode(inputs);
        float[][] dense = new float[batch.dense().length][];
        for (int i = 0; i < dense.length; i++) {
            dense[i] = cut(batch.dense()[i]);
        }
        return new EncodedBatch(dense, batch.tokens(), batch.tokenCounts());
    }

    private float[] cut(float[] vector) {
        float[] head = Arrays.copyOf(vector, card.dimension());
        return card.normalized() ? UnitLength.bring(head) : head;
    }

    @Override
    public PromptedText prompted(EncodingInput input) {
        return whole.prompted(input);
    }

    @Override
    public Encoder as(Purpose purpose) {
        return new CutEncoder(whole.as(purpose), card.dimension());
    }

    @Override
    public Tokenizer tokenizer() {
        return whole.tokenizer();
    }

    @Override
    public ModelCard card() {
        return card;
    }

    @Override
    public ModelCard queryCard() {
        ModelCard queries = whole.queryCard();
        return queries.equals(whole.card()) ? card : queries;
    }

    @Override
    public void close() {
        // The encoder belongs to whoever opened it.
    }
}
