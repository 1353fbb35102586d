package io.vizsla.training.objective;

import io.vizsla.api.error.VizslaException;
import java.util.ArrayList;
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

    /**
     * Returns judgements and a teacher's labels together: {@link InfoNce} and {@link ListwiseKl}, either of which is left out
     * where its share is 0.
     *
     * @param soft share of the teacher's labels, 0..1
     * @param temperature of the student's scores, above 0
     * @param teacherTemperature of the teacher's, above 0
     */
    public static Mixture ofLabels(double soft, double temperature, double teacherTemperature) {
        List<Part> parts = new ArrayList<>();
        if (soft < 1) {
            parts.add(new Part(1 - soft, new InfoNce(temperature)));
        }
        if (soft > 0) {
            parts.add(new Part(soft, new ListwiseKl(temperature, teacherTemperature)));
        }
        return new Mixture(parts);
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
