package io.vizsla.training.objective;

import io.vizsla.api.error.VizslaException;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** What objectives share. */
final class Losses {

    /** Not closed by any scope. */
    static final Scalar ZERO = keep(0);

    static final Scalar ONE = keep(1);
    static final Scalar TWO = keep(2);

    /** Stands for a score that nothing has: its exponential is 0, its gradient too. */
    private static final Scalar NEVER = keep(-1e30);

    private Losses() {}

    private static Scalar keep(double value) {
        Scalar scalar = new Scalar(value);
        scalar.retainReference();
        return scalar;
    }

    /** Returns no losses, {@code [0]}, where a batch gives nothing to learn from. */
    static Tensor none(LabeledVectors batch) {
        return batch.queries().new_zeros(0);
    }

    /** Returns the scores where they count, and what never wins elsewhere. */
    static Tensor masked(Tensor scores, Tensor counts) {
        return scores.masked_fill(torch.logical_not(counts), NEVER);
    }

    /** Returns the rows that the flags, {@code [q]}, choose. */
    static Tensor rows(Tensor of, Tensor flags) {
        return torch.index_select(of, 0, flags.nonzero().reshape(-1));
    }

    /** Returns, for each row, whether there is any. */
    static Tensor any(Tensor flags) {
        return flags.any(1, false);
    }

    static Tensor over(Tensor scores, double temperature) {
        return torch.div(scores, new Scalar(temperature));
    }

    static double positive(String field, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw VizslaException.invalid(field, String.valueOf(value), "above 0");
        }
        return value;
    }
}
