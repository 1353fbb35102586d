package io.vizsla.training.objective;

import io.vizsla.training.graph.Tensors;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Each pair for itself: {@code softplus(-y t (s - b))} with {@code y = 1} for relevant pairs and -1 for others, summed over
 * a query's passages. Scale {@code t} and threshold {@code b} are learned, so that a margin is sought rather than a rank.
 *
 * <p>arXiv 2605.23556; t = {@code exp} of the first parameter, b = the second. Close it to free them.
 */
public final class SigmoidPairs implements Objective, AutoCloseable {

    private final Tensor logScale;
    private final Tensor threshold;

    /**
     * @param scale to begin with, above 0
     * @param threshold to begin with, a similarity
     */
    public SigmoidPairs(double scale, double threshold) {
        this.logScale = learned(Math.log(Losses.positive("scale", scale)));
        this.threshold = learned(threshold);
    }

    private static Tensor learned(double value) {
        try (PointerScope scope = new PointerScope()) {
            Tensor tensor = Tensors.of(new float[] {(float) value}, 1);
            tensor.set_requires_grad(true);
            tensor.retainReference();
            return tensor;
        }
    }

    @Override
    public Tensor losses(LabeledVectors batch) {
        Tensor positives = batch.positives();
        Tensor sign = torch.sub(positives.to(batch.queries().scalar_type()).mul(Losses.TWO), Losses.ONE);
        Tensor margin = torch.mul(torch.exp(logScale), torch.sub(batch.similarities(), threshold));
        Tensor each = torch.softplus(torch.neg(torch.mul(sign, margin)));
        Tensor counts = torch.logical_or(positives, batch.usable());
        return each.masked_fill(torch.logical_not(counts), Losses.ZERO).sum(1);
    }

    @Override
    public List<Tensor> parameters() {
        return List.of(logScale, threshold);
    }

    @Override
    public void close() {
        logScale.releaseReference();
        threshold.releaseReference();
    }
}
