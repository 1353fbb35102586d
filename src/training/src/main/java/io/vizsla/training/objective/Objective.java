package io.vizsla.training.objective;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** A loss: the lower, the nearer are vectors to what the labels ask for. Gradients flow through all of it. */
public interface Objective {

    /**
     * Returns the losses of a batch, {@code float[m]}, in the pointer scope that is open. Most objectives have one for each
     * query that they have something to say about, in the order of the queries; {@code m} may be 0.
     */
    Tensor losses(LabeledVectors batch);

    /** Returns the numbers of its own that an objective learns; most have none. They belong to the objective. */
    default List<Tensor> parameters() {
        return List.of();
    }

    /** Returns the mean loss, 0 where there is none; its gradient is then nil. */
    default Tensor loss(LabeledVectors batch) {
        Tensor losses = losses(batch);
        return losses.numel() == 0 ? batch.queries().sum().mul(Losses.ZERO) : losses.mean();
    }
}
