package io.vizsla.trainer;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.training.encoder.TrainableEncoder;
import io.vizsla.training.trainer.LabeledQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** An encoder with new weights, which reads tokens; closed with this. */
record TrainedEncoder(TrainableEncoder encoder, List<LabeledQuery> queries) implements Trained {

    private static final int BATCH = 32;

    @Override
    public float[][] vectors(List<Integer> places) {
        return encoder.vectors(
                places.stream().map(place -> queries.get(place).tokens()).toList(), BATCH);
    }

    @Override
    public float[][] vectorsOf(List<int[]> tokens, float[][] base) {
        return encoder.vectors(tokens, BATCH);
    }

    /** Writes the trained weights into a graph file like the model's own. */
    void writeGraph(Path target) {
        try {
            encoder.graph().write(target);
        } catch (IOException full) {
            throw VizslaException.of(
                    ErrorCode.INTERNAL, "the trained graph cannot be written: " + full.getMessage(), full);
        }
    }

    @Override
    public void close() {
        encoder.close();
    }
}
