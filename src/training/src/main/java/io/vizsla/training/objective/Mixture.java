package io.vizsla.training.objective;

import io.vizsla.api.error.VizslaException;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Several objectives by weight: the sum of their means.
 *
 * @param parts one or more
 */
public record Mixture(List<Part> parts) implements Objective {

    /**
     * One of them.
     *
     * @param weight above 0
     */
    public record Part(double weight, Objective objective) {

        public Part {
            Losses.positive("weight", weight);
        }
    }

    public Mixture {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw VizslaException.invalid("objectives", "none", "one or more");
        }
    }

    @Override
    public Tensor losses(LabeledVectors batch) {
        Tensor sum = batch.queries().new_zeros(1);
        for (Part part : parts) {
            sum = torch.add(sum, torch.mul(part.objective().loss(batch), new Scalar(part.weight())));
        }
        return sum;
    }

    @Override
    public List<Tensor> parameters() {
        return parts.stream()
                .flatMap(part -> part.objective().parameters().stream())
                .toList();
    }
}
