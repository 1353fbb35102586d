package io.vizsla.benchmarks.ingest;

import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.ModelCard;
import io.vizsla.api.encoding.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** An encoder, and how many tokens it has encoded: documents in pieces that overlap have more than whole ones. */
public final class CountedEncoder implements Encoder {

    private final Encoder encoder;
    private final AtomicLong tokens = new AtomicLong();

    /** Counts for an encoder, which stays the caller's. */
    public CountedEncoder(Encoder encoder) {
        this.encoder = encoder;
    }

    /** Returns how many tokens were encoded so far. */
    public long tokens() {
        return tokens.get();
    }

    @Override
    public EncodedBatch encode(List<EncodingInput> inputs) {
        EncodedBatch batch = encoder.encode(inputs);
        tokens.addAndGet(Arrays.stream(batch.tokenCounts()).asLongStream().sum());
        return batch;
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
    public void close() {}
}
