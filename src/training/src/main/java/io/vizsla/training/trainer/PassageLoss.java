package io.vizsla.training.trainer;

import io.vizsla.api.error.VizslaException;
import io.vizsla.training.objective.Objective;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;

/**
 * The loss of queries that are held against passages whose vectors stay.
 *
 * @param queries what is known of each
 * @param passages stay the caller's
 * @param objective stays the caller's
 * @param vectors gives the vectors of the queries at some places, {@code [queries][dimension]} at unit length, with
 *     gradients
 * @param passagesPerStep the most that a step holds its queries against
 */
public record PassageLoss(
        List<LabeledQuery> queries,
        FrozenPassages passages,
        Objective objective,
        Function<List<Integer>, Tensor> vectors,
        int passagesPerStep)
        implements TrainingLoop.BatchLoss {

    /** @throws VizslaException {@code INVALID_ARGUMENT} if a label names a passage that is not there */
    public PassageLoss {
        queries = List.copyOf(queries);
        for (LabeledQuery query : queries) {
            check(query.gains().keySet(), passages.count());
            check(query.teacher().keySet(), passages.count());
        }
    }

    private static void check(Set<Integer> places, int count) {
        for (int place : places) {
            if (place < 0 || place >= count) {
                throw VizslaException.invalid("passage", place, "in 0.." + (count - 1));
            }
        }
    }

    @Override
    public Tensor of(List<Integer> places, SplittableRandom random) {
        List<LabeledQuery> batch = places.stream().map(queries::get).toList();
        int[] against = passages.choose(labeled(batch), passagesPerStep, random);
        return objective.loss(new BatchLabels(batch, against).with(vectors.apply(places), passages.vectors(against)));
    }

    private static Set<Integer> labeled(List<LabeledQuery> batch) {
        Set<Integer> labeled = new HashSet<>();
        for (LabeledQuery query : batch) {
            labeled.addAll(query.gains().keySet());
            labeled.addAll(query.teacher().keySet());
        }
        return labeled;
    }

    @Override
    public long tokens(List<Integer> places) {
        return places.stream()
                .mapToLong(place -> queries.get(place).tokens().length)
                .sum();
    }
}
