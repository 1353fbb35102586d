package io.vizsla.training.objective;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The student's lead of the relevant passage over each other one against the teacher's:
 * {@code (scale * (s+ - s-) - (t+ - t-))^2}, averaged over a query's list. A query's most relevant passage leads.
 *
 * <p>Improving Efficient Neural Ranking Models with Cross-Architecture Knowledge Distillation, arXiv 2010.02666.
 *
 * @param scale of the student's scores to the teacher's, above 0
 */
public record MarginMse(double scale) implements Objective {

    public MarginMse {
        Losses.positive("scale", scale);
    }

    @Override
    public Tensor losses(LabeledVectors batch) {
        return batch.lesson().map(lesson -> losses(batch, lesson)).orElseGet(() -> Losses.none(batch));
    }

    private Tensor losses(LabeledVectors batch, LabeledVectors.Lesson lesson) {
        Tensor leader = batch.gains().argmax(new LongOptional(1), true);
        Tensor others = torch.logical_and(lesson.lists(), batch.negatives());
        Tensor isLed = torch.logical_and(
                lesson.lists().gather(1, leader).reshape(-1),
                batch.positives().gather(1, leader).reshape(-1));
        Tensor error = torch.sub(
                torch.mul(lead(batch.similarities(), leader), new Scalar(scale)), lead(lesson.scores(), leader));
        Tensor squared = torch.mul(error, error).masked_fill(torch.logical_not(others), Losses.ZERO);
        Tensor counts = others.sum(1);
        Tensor has = torch.logical_and(isLed, torch.gt(counts, Losses.ZERO));
        return torch.div(Losses.rows(squared.sum(1), has), Losses.rows(counts, has));
    }

    private static Tensor lead(Tensor scores, Tensor leader) {
        return torch.sub(scores.gather(1, leader), scores);
    }
}
