package io.vizsla.training.objective;

import io.vizsla.training.graph.Tensors;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Batches to hold objectives against, in double precision. */
final class Labels {

    static final int QUERIES = 3;
    static final int PASSAGES = 5;
    static final int DIMENSION = 6;

    private Labels() {}

    /** Each query has one or two relevant passages, one pair that must not be used and one that the teacher left out. */
    static LabeledVectors random(SplittableRandom random, Tensor rawQueries, Tensor rawPassages) {
        float[] gains = new float[QUERIES * PASSAGES];
        float[] usable = new float[gains.length];
        float[] labeled = new float[gains.length];
        float[] teacher = new float[gains.length];
        for (int i = 0; i < gains.length; i++) {
            int query = i / PASSAGES;
            int passage = i % PASSAGES;
            gains[i] = passage == query ? 2 : passage == query + 1 && query > 0 ? 1 : 0;
            usable[i] = passage == (query + 3) % PASSAGES ? 0 : 1;
            labeled[i] = passage == (query + 4) % PASSAGES ? 0 : 1;
            teacher[i] = (float) random.nextDouble(-2, 2);
        }
        return new LabeledVectors(
                torch.normalize(rawQueries),
                torch.normalize(rawPassages),
                numbers(gains),
                truths(usable),
                numbers(teacher),
                truths(labeled),
                vectors(new SplittableRandom(3), QUERIES));
    }

    static Tensor vectors(SplittableRandom random, int count) {
        float[] values = new float[count * DIMENSION];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return Tensors.of(values, count, DIMENSION).to(ScalarType.Double);
    }

    static Tensor numbers(float... values) {
        return Tensors.of(values, values.length / PASSAGES, PASSAGES).to(ScalarType.Double);
    }

    static Tensor truths(float... values) {
        return numbers(values).to(ScalarType.Bool);
    }
}
