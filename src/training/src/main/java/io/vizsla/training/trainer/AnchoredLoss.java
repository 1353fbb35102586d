package io.vizsla.training.trainer;

import io.vizsla.training.graph.Tensors;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A loss, and beside it by weight how far anchors have moved: the mean of {@code |v - v0|^2}. Every second step or so looks at
 * them, and then with twice the weight: a pass of its own costs, however few texts it has. What is told of a step is the sum.
 *
 * <p>The drift regulariser of Query Drift Compensation, arXiv 2506.00037, on texts that nobody asked for.
 *
 * @param loss what is learned
 * @param anchors one or more
 * @param vectors gives the vectors of the anchors at some places as they are now, with gradients
 */
public record AnchoredLoss(TrainingLoop.BatchLoss loss, Anchors anchors, Function<List<Integer>, Tensor> vectors)
        implements TrainingLoop.BatchLoss {

    private static final int EVERY = 2;

    /** Returns the loss with the anchors, or as it is if there are none. */
    public static TrainingLoop.BatchLoss of(
            TrainingLoop.BatchLoss loss, Anchors anchors, Function<List<Integer>, Tensor> vectors) {
        return anchors.areNone() ? loss : new AnchoredLoss(loss, anchors, vectors);
    }

    @Override
    public Tensor of(List<Integer> places, SplittableRandom random) {
        Tensor learned = loss.of(places, random);
        if (random.nextInt(EVERY) != 0) {
            return learned;
        }
        List<Integer> chosen = anchors.choose(random);
        Tensor before =
                Tensors.of(chosen.stream().map(at -> anchors.vectors()[at]).toArray(float[][]::new));
        Tensor drift = BothSidesLoss.drift(vectors.apply(chosen), before);
        return torch.add(learned, torch.mul(drift, new Scalar(EVERY * anchors.weight())));
    }

    @Override
    public void backward(Tensor value) {
        loss.backward(value);
    }

    @Override
    public long tokens(List<Integer> places) {
        return loss.tokens(places);
    }
}
