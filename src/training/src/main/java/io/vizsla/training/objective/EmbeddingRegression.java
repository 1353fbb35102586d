package io.vizsla.training.objective;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Vectors onto given ones: {@code |q - t|^2}, which for unit vectors is {@code 2 - 2 cos}. With a larger model's vectors as
 * targets it makes a student whose queries find that model's passages (arXiv 2509.12539); with the vectors from before
 * training it keeps the model near to what it was (arXiv 2506.00037).
 */
public record EmbeddingRegression() implements Objective {

    @Override
    public Tensor losses(LabeledVectors batch) {
        Tensor targets = batch.targets();
        if (targets == null) {
            return Losses.none(batch);
        }
        Tensor error = torch.sub(batch.queries(), targets);
        return torch.mul(error, error).sum(1);
    }
}
