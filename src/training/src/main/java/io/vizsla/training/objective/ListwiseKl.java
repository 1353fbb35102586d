package io.vizsla.training.objective;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The student's distribution over a list against the teacher's: {@code KL(softmax(t / tau_T) || softmax(s / tau_S))}. Soft
 * labels say how much better one passage is than another, and forgive the teacher's near ties.
 *
 * <p>Distilling with scores of a list: arXiv 2506.07438 and arXiv 2502.19712; tau_S = {@code temperature}, tau_T =
 * {@code teacherTemperature}.
 *
 * @param temperature of the student, above 0
 * @param teacherTemperature above 0, in units of the teacher's scores
 */
public record ListwiseKl(double temperature, double teacherTemperature) implements Objective {

    public ListwiseKl {
        Losses.positive("temperature", temperature);
        Losses.positive("teacherTemperature", teacherTemperature);
    }

    @Override
    public Tensor losses(LabeledVectors batch) {
        return batch.lesson().map(lesson -> losses(batch, lesson)).orElseGet(() -> Losses.none(batch));
    }

    private Tensor losses(LabeledVectors batch, LabeledVectors.Lesson lesson) {
        Tensor list = lesson.lists();
        Tensor wanted = torch.log_softmax(Losses.masked(Losses.over(lesson.scores(), teacherTemperature), list), 1);
        Tensor found = torch.log_softmax(Losses.masked(Losses.over(batch.similarities(), temperature), list), 1);
        Tensor terms = torch.mul(torch.exp(wanted), torch.sub(wanted, found))
                .masked_fill(torch.logical_not(list), Losses.ZERO);
        return Losses.rows(terms.sum(1), Losses.any(list));
    }
}
