package io.vizsla.training.trainer;

import java.util.List;

/**
 * A query with the passages that are read beside its relevant ones while both sides are trained.
 *
 * @param query what is known of it
 * @param negatives places of passages that it must not find, hardest first
 */
public record PairedQuery(LabeledQuery query, List<Integer> negatives) {

    public PairedQuery {
        negatives = List.copyOf(negatives);
    }
}
