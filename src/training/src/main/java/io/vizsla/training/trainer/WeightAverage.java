package io.vizsla.training.trainer;

import io.vizsla.api.error.VizslaException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Goes back a part of the way that training went: {@code w = (1 - a) w0 + a w1}. A model between the old one and the trained
 * one often keeps most of what was gained and loses less elsewhere.
 *
 * <p>Robust fine-tuning of zero-shot models (WiSE-FT), arXiv 2109.01903; a = {@code share}. Holds a copy of the weights;
 * close it to free them.
 */
public final class WeightAverage implements AutoCloseable {

    private final List<Tensor> weights;
    private final List<Tensor> before = new ArrayList<>();

    /**
     * Copies the weights as they are before training.
     *
     * @param weights stay the caller's
     */
    public WeightAverage(Collection<Tensor> weights) {
        this.weights = List.copyOf(weights);
        try (PointerScope scope = new PointerScope()) {
            for (Tensor weight : this.weights) {
                Tensor copy = weight.detach().clone();
                copy.retainReference();
                before.add(copy);
            }
        }
    }

    /**
     * Moves the weights to this share of the way from the copy to where they are.
     *
     * @param share a, in 0..1: 0 for the copy, 1 to stay
     */
    public void moveTo(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw VizslaException.invalid("share", String.valueOf(share), "in 0..1");
        }
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            for (int i = 0; i < before.size(); i++) {
                Tensor way = torch.mul(torch.sub(weights.get(i), before.get(i)), new Scalar(share));
                weights.get(i).copy_(torch.add(before.get(i), way));
            }
        }
    }

    @Override
    public void close() {
        before.forEach(Tensor::releaseReference);
    }
}
