package io.vizsla.training.trainer;

import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;

/**
 * A loss of vectors that a cache encodes.
 *
 * @param loss of these vectors
 * @param cache that the loss has its vectors from
 */
record CachedLoss(TrainingLoop.BatchLoss loss, GradientCache cache) implements TrainingLoop.BatchLoss {

    @Override
    public Tensor of(List<Integer> places, SplittableRandom random) {
        return loss.of(places, random);
    }

    @Override
    public void backward(Tensor value) {
        cache.backward(value);
    }

    @Override
    public long tokens(List<Integer> places) {
        return loss.tokens(places);
    }
}
