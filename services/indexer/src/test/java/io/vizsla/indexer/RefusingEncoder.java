package io.vizsla.indexer;

import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.ModelCard;
import io.vizsla.api.encoding.Tokenizer;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.testkit.FakeEncoder;
import java.util.List;

/** Encodes as the fake one does, but for texts with a certain word. */
record RefusingEncoder(FakeEncoder fake, String word) implements Encoder {

    @Override
    public EncodedBatch encode(List<EncodingInput> inputs) {
        if (inputs.stream().anyMatch(input -> input.text().contains(word))) {
            throw VizslaException.of(ErrorCode.INVALID_TEXT, "The model does not read " + word);
        }
        return fake.encode(inputs);
    }

    @Override
    public Tokenizer tokenizer() {
        return fake.tokenizer();
    }

    @Override
    public ModelCard card() {
        return fake.card();
    }

    @Override
    public void close() {
        fake.close();
    }
}
