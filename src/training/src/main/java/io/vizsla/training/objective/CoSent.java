package io.vizsla.training.objective;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Grades as an order: {@code log(1 + sum e^((s_j - s_i) / tau))} over all pairs of a batch whose grades say that {@code i}
 * belongs above {@code j}, across queries. For graded pairs of texts; one loss for a batch.
 *
 * <p>As in arXiv 2508.21632; tau = {@code temperature}. Time and memory grow with the square of the pairs.
 *
 * @param temperature above 0
 */
public record CoSent(double temperature) implements Objective {

    public CoSent {
        Losses.positive("temperature", temperature);
    }

    @Override
    public Tensor losses(LabeledVectors batch) {
        Tensor chosen = batch.usable().reshape(-1);
        Tensor scores =
                Losses.rows(Losses.over(batch.similarities(), temperature).reshape(-1), chosen);
        Tensor grades = Losses.rows(batch.gains().reshape(-1), chosen);
        Tensor isAbove = torch.gt(grades.unsqueeze(1), grades.unsqueeze(0)).reshape(-1);
        if (!isAbove.any().item_bool()) {
            return Losses.none(batch);
        }
        Tensor swaps = torch.sub(scores.unsqueeze(0), scores.unsqueeze(1)).reshape(-1);
        TensorVector terms = new TensorVector(torch.zeros_like(scores.narrow(0, 0, 1)), Losses.rows(swaps, isAbove));
        return torch.cat(terms).logsumexp(new long[] {0}, true);
    }
}
