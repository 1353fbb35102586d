package io.vizsla.query.testing;

import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.ModelCard;
import io.vizsla.api.encoding.Tokenizer;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.testkit.FakeEncoder;
import java.util.List;

/** Refuses instructions that leave no room for a query, as real models do. */
public final class NarrowEncoder implements Encoder {

    /** The longest instruction, in characters. */
    public static final int LONGEST = 100;

    private final FakeEncoder encoder;
    private final boolean reads;

    /** @param reads whether the card says that instructions are read; the encoder looks at them all the same */
    public NarrowEncoder(String name, boolean reads) {
        encoder = new FakeEncoder(name);
        this.reads = reads;
    }

    @Override
    public EncodedBatch encode(List<EncodingInput> inputs) {
        for (EncodingInput input : inputs) {
            int length = input.instruction().text().length();
            if (length > LONGEST) {
                throw VizslaException.field(
                        ErrorCode.TOO_LARGE, "instruction", length + " characters", "short enough for the window");
            }
        }
        return encoder.encode(inputs);
    }

    @Override
    public Tokenizer tokenizer() {
        return encoder.tokenizer();
    }

    @Override
    public ModelCard card() {
        ModelCard card = encoder.card();
        return new ModelCard(
                card.name(),
                card.version(),
                card.space(),
                card.dimension(),
                card.tokenDimension(),
                card.maxTokens(),
                card.language(),
                reads,
                card.blend());
    }

    @Override
    public void close() {
        encoder.close();
    }
}
