package io.vizsla.training.objective;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * A batch as an objective sees it: vectors and what is known of each pair of them. {@code q} queries, {@code n} passages,
 * {@code d} dimensions. The tensors belong to the caller.
 *
 * @param queries {@code [q][d]}, unit length, with gradients
 * @param passages {@code [n][d]}, unit length; without gradients where documents are frozen
 * @param gains {@code [q][n]}, graded relevance; 0 where a passage is not known to be relevant
 * @param usable {@code [q][n]} truth values: false where a pair may serve neither as a negative nor in a list, such as a
 *     suspected false negative
 * @param teacher {@code [q][n]}, the teacher's scores, higher is better; null without a teacher
 * @param labeled {@code [q][n]} truth values: where the teacher gave a score; null without a teacher
 * @param targets {@code [q][d]}, vectors that the queries' should be near to; null without such
 */
public record LabeledVectors(
        Tensor queries,
        Tensor passages,
        Tensor gains,
        Tensor usable,
        @Nullable Tensor teacher,
        @Nullable Tensor labeled,
        @Nullable Tensor targets) {

    /** Returns {@code [q][n]}, the inner products. */
    Tensor similarities() {
        return torch.matmul(queries, torch.transpose(passages, 0, 1));
    }

    /** Returns {@code [q][n]} truth values: what is known to be relevant. */
    Tensor positives() {
        return torch.gt(gains, Losses.ZERO);
    }

    /** Returns {@code [q][n]} truth values: what may serve as a negative. */
    Tensor negatives() {
        return torch.logical_and(usable, torch.logical_not(positives()));
    }

    /**
     * What a teacher says.
     *
     * @param scores {@code [q][n]}
     * @param lists {@code [q][n]} truth values: where both the teacher and the student have a say
     */
    record Lesson(Tensor scores, Tensor lists) {}

    /** Returns what the teacher says, empty without one. */
    Optional<Lesson> lesson() {
        return teacher == null || labeled == null
                ? Optional.empty()
                : Optional.of(new Lesson(teacher, torch.logical_and(labeled, usable)));
    }

    /** Returns the same batch with the first dimensions of its vectors, at unit length again. */
    LabeledVectors truncated(long dimension) {
        return new LabeledVectors(
                cut(queries, dimension),
                cut(passages, dimension),
                gains,
                usable,
                teacher,
                labeled,
                targets == null ? null : cut(targets, dimension));
    }

    private static Tensor cut(Tensor vectors, long dimension) {
        return torch.normalize(vectors.narrow(1, 0, dimension));
    }
}
