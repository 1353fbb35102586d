package io.vizsla.benchmarks.simulation;

import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.ModelCard;
import io.vizsla.api.encoding.Tokenizer;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.List;

/** An encoder that is overloaded at times. */
record SimulatedEncoder(Machine machine, Life life, Encoder encoder) implements Encoder {

    @Override
    public EncodedBatch encode(List<EncodingInput> inputs) {
        return machine.faults()
                .get(
                        life,
                        "encoder.encode",
                        () -> encoder.encode(inputs),
                        () -> VizslaException.of(ErrorCode.OVERLOADED, "encoder.encode in the simulation"));
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
