package io.vizsla.retrieval;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.encoding.DemonstrationBlend;
import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.ModelCard;
import io.vizsla.api.encoding.Tokenizer;
import java.util.List;

/** An encoder whose manifest says something else of examples. */
record Blended(Encoder plain, DemonstrationBlend blend) implements Encoder {

    /** Returns the collection as a model with this blend reads it. */
    static OpenCollection with(DemonstrationBlend blend, OpenCollection open) {
        return new OpenCollection(open.spec(), new Blended(open.encoder(), blend), open.index());
    }

    @Override
    public EncodedBatch encode(List<EncodingInput> inputs) {
        return plain.encode(inputs);
    }

    @Override
    public Tokenizer tokenizer() {
        return plain.tokenizer();
    }

    @Override
    public ModelCard card() {
        ModelCard card = plain.card();
        return new ModelCard(
                card.name(),
                card.version(),
                card.space(),
                card.dimension(),
                card.tokenDimension(),
                card.maxTokens(),
                card.language(),
                card.readsInstructions(),
                blend,
                card.truncations(),
                card.normalized());
    }

    @Override
    public void close() {}
}
