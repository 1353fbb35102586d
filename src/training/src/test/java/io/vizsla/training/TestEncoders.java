package io.vizsla.training;

import io.vizsla.api.model.PaddingSide;
import io.vizsla.api.model.PoolingMode;
import io.vizsla.testkit.SharedData;
import io.vizsla.training.encoder.EncoderForm;
import io.vizsla.training.encoder.TrainableEncoder;
import io.vizsla.training.graph.DifferentiableGraph;
import io.vizsla.training.graph.Precision;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SplittableRandom;

/** Real encoders to train, and texts for them. */
public final class TestEncoders {

    private static final int FIRST_WORD = 2000;
    private static final int VOCABULARY = 30_000;
    private static final int POSITIONED_VOCABULARY = 300;
    private static final int CLS = 101;
    private static final int SEP = 102;

    private TestEncoders() {}

    /** Opens the small built-in model, mean pooling, padded on the right. */
    public static TrainableEncoder open(Path folder) throws IOException {
        return open(folder, PaddingSide.RIGHT, PoolingMode.MEAN);
    }

    public static TrainableEncoder open(Path folder, PaddingSide side, PoolingMode pooling) throws IOException {
        return open(folder, side, pooling, Precision.FP32);
    }

    /** Opens the small built-in model so that it is trained in a precision. */
    public static TrainableEncoder open(Path folder, PaddingSide side, PoolingMode pooling, Precision precision)
            throws IOException {
        Path file = folder.resolve("all-minilm-l6-v2.onnx");
        if (!Files.exists(file)) {
            try (InputStream in = TestEncoders.class.getClassLoader().getResourceAsStream("all-minilm-l6-v2.onnx")) {
                Files.copy(Objects.requireNonNull(in), file);
            }
        }
        return new TrainableEncoder(
                DifferentiableGraph.open(file, precision), new EncoderForm("last_hidden_state", pooling, side));
    }

    /**
     * Opens a small graph that is told the positions of its tokens, so that padding on the left moves none; skips the test
     * where it is not there.
     */
    public static TrainableEncoder openPositioned(PaddingSide side, PoolingMode pooling) throws IOException {
        return new TrainableEncoder(
                DifferentiableGraph.open(SharedData.require("golden/tiny-mistral/model.onnx"), Precision.FP32),
                new EncoderForm("last_hidden_state", pooling, side));
    }

    /** Returns so many random tokens that the small graph knows. */
    public static int[] positionedText(SplittableRandom random, int tokens) {
        return random.ints(tokens, 0, POSITIONED_VOCABULARY).toArray();
    }

    /** Returns the ids of a text of random words. */
    public static int[] text(SplittableRandom random, int words) {
        int[] ids = new int[words + 2];
        ids[0] = CLS;
        for (int i = 1; i <= words; i++) {
            ids[i] = random.nextInt(FIRST_WORD, VOCABULARY);
        }
        ids[words + 1] = SEP;
        return ids;
    }
}
