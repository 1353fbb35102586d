package io.vizsla.training.trainer;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.training.graph.Tensors;
import io.vizsla.training.objective.LabeledVectors;
import io.vizsla.training.objective.Objective;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The loss of texts whose vectors should be those that a teacher gave, and should rank the passages as the teacher's do:
 * the soft label of a passage is its similarity with the target.
 *
 * @param texts token ids of each
 * @param targets {@code float[texts][dimension]}, unit length
 * @param passages stay the caller's
 * @param objective stays the caller's
 * @param vectors gives the vectors of the texts at some places, {@code [texts][dimension]} at unit length, with gradients
 * @param passagesPerStep the most that a step ranks
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them, and nobody writes into them.
public record TargetLoss(
        List<int[]> texts,
        float[][] targets,
        FrozenPassages passages,
        Objective objective,
        Function<List<Integer>, Tensor> vectors,
        int passagesPerStep)
        implements TrainingLoop.BatchLoss {

    /** @throws VizslaException {@code INVALID_VECTOR} if a target has another dimension than the passages */
    public TargetLoss {
        texts = List.copyOf(texts);
        for (int i = 0; i < targets.length; i++) {
            if (targets[i].length != passages.dimension()) {
                throw VizslaException.field(
                        ErrorCode.INVALID_VECTOR,
                        "targets[" + i + "]",
                        targets[i].length + " numbers",
                        passages.dimension() + " numbers");
            }
        }
    }

    @Override
    public Tensor of(List<Integer> places, SplittableRandom random) {
        Tensor wanted = Tensors.of(places.stream().map(place -> targets[place]).toArray(float[][]::new));
        Tensor against = passages.vectors(passages.choose(Set.of(), passagesPerStep, random));
        Tensor soft = torch.matmul(wanted, against.t());
        Tensor all = torch.ones_like(soft).to(ScalarType.Bool);
        return objective.loss(
                new LabeledVectors(vectors.apply(places), against, torch.zeros_like(soft), all, soft, all, wanted));
    }

    @Override
    public long tokens(List<Integer> places) {
        return places.stream().mapToLong(place -> texts.get(place).length).sum();
    }
}
