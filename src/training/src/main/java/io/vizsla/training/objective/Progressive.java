package io.vizsla.training.objective;

import io.vizsla.api.error.VizslaException;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Weighs queries by how hard they still are: {@code (1 - P)^g} with {@code P = e^-loss}, {@code g} rising from 0 to its
 * most over the training, and leaves the few worst ones out as noise. With {@code g = 0} and nothing left out it is the
 * objective itself.
 *
 * <p>After arXiv 2311.11691. Not safe for use by several threads: {@link #progress} moves it.
 */
public final class Progressive implements Objective {

    private final Objective objective;
    private final double focus;
    private final double noise;
    private double progress;

    /**
     * @param objective with one loss for each query
     * @param focus g at the end, 0 or more
     * @param noise share of the worst queries of a batch that are left out, in 0..0.5
     */
    public Progressive(Objective objective, double focus, double noise) {
        if (!(focus >= 0)) {
            throw VizslaException.invalid("focus", String.valueOf(focus), "0 or more");
        }
        if (!(noise >= 0 && noise <= 0.5)) {
            throw VizslaException.invalid("noise", String.valueOf(noise), "in 0..0.5");
        }
        this.objective = objective;
        this.focus = focus;
        this.noise = noise;
    }

    /** Tells how much of the training is done, in 0..1. */
    public void progress(double done) {
        progress = Math.clamp(done, 0, 1);
    }

    @Override
    public Tensor losses(LabeledVectors batch) {
        Tensor losses = objective.losses(batch);
        long kept = losses.numel() - Math.round(losses.numel() * noise);
        if (kept < losses.numel()) {
            Tensor order = losses.detach().argsort(0, false);
            losses = torch.index_select(losses, 0, order.narrow(0, 0, kept));
        }
        return torch.mul(losses, weights(losses.detach()));
    }

    /** Weights are taken as given: no gradient flows through them. Their mean is 1. */
    private Tensor weights(Tensor losses) {
        if (losses.numel() == 0) {
            return losses;
        }
        Tensor hardness = torch.sub(torch.exp(torch.neg(losses)), Losses.ONE).neg();
        Tensor weights = torch.pow(hardness, new Scalar(focus * progress));
        return torch.div(weights, weights.mean().clamp_min(new Scalar(Float.MIN_NORMAL)));
    }

    @Override
    public List<Tensor> parameters() {
        return objective.parameters();
    }
}
