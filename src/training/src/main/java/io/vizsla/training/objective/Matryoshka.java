package io.vizsla.training.objective;

import io.vizsla.api.error.VizslaException;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * An objective on several lengths of the same vectors at once, so that cut vectors search well too.
 *
 * <p>Matryoshka Representation Learning, arXiv 2205.13147.
 *
 * @param objective of each length
 * @param dimensions lengths, each at least 1; the vectors' whole length is one of them where it should count
 */
public record Matryoshka(Objective objective, List<Integer> dimensions) implements Objective {

    public Matryoshka {
        dimensions = List.copyOf(dimensions);
        if (dimensions.isEmpty() || dimensions.stream().anyMatch(dimension -> dimension < 1)) {
            throw VizslaException.invalid("dimensions", dimensions.toString(), "one or more, each at least 1");
        }
    }

    @Override
    public Tensor losses(LabeledVectors batch) {
        TensorVector all = new TensorVector();
        dimensions.forEach(dimension -> all.push_back(objective.losses(batch.truncated(dimension))));
        return torch.cat(all);
    }

    @Override
    public List<Tensor> parameters() {
        return objective.parameters();
    }
}
