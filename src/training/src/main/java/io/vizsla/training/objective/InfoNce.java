package io.vizsla.training.objective;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The relevant passage against all that are not known to be: {@code -log(e^(s+/tau) / (e^(s+/tau) + sum e^(s-/tau)))}, with
 * {@code s = } inner product. A query's relevant passages are each held against its negatives, never against each other, and
 * their losses averaged.
 *
 * <p>Representation Learning with Contrastive Predictive Coding, arXiv 1807.03748; tau = {@code temperature}.
 *
 * @param temperature above 0; the smaller, the more the nearest negatives count
 */
public record InfoNce(double temperature) implements Objective {

    public InfoNce {
        Losses.positive("temperature", temperature);
    }

    @Override
    public Tensor losses(LabeledVectors batch) {
        Tensor logits = Losses.over(batch.similarities(), temperature);
        Tensor positives = batch.positives();
        Tensor negative = Losses.masked(logits, batch.negatives()).logsumexp(new long[] {1}, true);
        Tensor each =
                torch.softplus(torch.sub(negative, logits)).masked_fill(torch.logical_not(positives), Losses.ZERO);
        Tensor counts = positives.sum(1);
        Tensor has = torch.gt(counts, Losses.ZERO);
        return torch.div(Losses.rows(each.sum(1), has), Losses.rows(counts, has));
    }
}
