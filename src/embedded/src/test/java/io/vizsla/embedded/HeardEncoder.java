package io.vizsla.embedded;

import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.ModelCard;
import io.vizsla.api.encoding.Tokenizer;
import io.vizsla.testkit.FakeEncoder;
import java.util.ArrayList;
import java.util.List;

/** Keeps what it is asked to encode. */
final class HeardEncoder implements Encoder {

    private final FakeEncoder encoder = new FakeEncoder();
    private final List<EncodingInput> heard = new ArrayList<>();

    List<EncodingInput> heard() {
        return heard;
    }

    @Override
    public EncodedBatch encode(List<EncodingInput> inputs) {
        heard.addAll(inputs);
        return encoder.encode(inputs);
    }

    @Override
    public Tokenizer tokenizer() {
        return encoder.tokenizer();
    }

    @Override
    public ModelCard card() {
        return encoder.card();
    }

    @Override
    public void close() {
        encoder.close();
    }
}
