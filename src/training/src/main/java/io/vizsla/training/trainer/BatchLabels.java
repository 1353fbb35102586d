package io.vizsla.training.trainer;

import io.vizsla.training.graph.Tensors;
import io.vizsla.training.objective.LabeledVectors;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Puts what is known of a batch's queries into tensors, {@code [queries][passages]}. */
final class BatchLabels {

    private final List<LabeledQuery> queries;
    private final int[] places;
    private final float[] gains;
    private final float[] usable;
    private final float[] teacher;
    private final float[] labeled;

    /**
     * @param queries of the batch
     * @param places of the passages that they are held against, in rising order
     */
    BatchLabels(List<LabeledQuery> queries, int[] places) {
        this.queries = queries;
        this.places = places;
        int pairs = Math.multiplyExact(queries.size(), places.length);
        gains = new float[pairs];
        usable = new float[pairs];
        teacher = new float[pairs];
        labeled = new float[pairs];
        Arrays.fill(usable, 1);
        for (int row = 0; row < queries.size(); row++) {
            fill(row, queries.get(row));
        }
    }

    private void fill(int row, LabeledQuery query) {
        query.gains().forEach((passage, gain) -> set(gains, row, passage, gain));
        query.excluded().forEach(passage -> set(usable, row, passage, 0));
        for (Map.Entry<Integer, Double> label : query.teacher().entrySet()) {
            set(teacher, row, label.getKey(), label.getValue());
            set(labeled, row, label.getKey(), 1);
        }
    }

    private void set(float[] values, int row, int passage, double value) {
        int column = Arrays.binarySearch(places, passage);
        if (column >= 0) {
            values[row * places.length + column] = (float) value;
        }
    }

    /** Returns the batch in the pointer scope that is open. */
    LabeledVectors with(Tensor queryVectors, Tensor passageVectors) {
        boolean isTaught = queries.stream().anyMatch(query -> !query.teacher().isEmpty());
        return new LabeledVectors(
                queryVectors,
                passageVectors,
                block(gains),
                block(usable).to(ScalarType.Bool),
                isTaught ? block(teacher) : null,
                isTaught ? block(labeled).to(ScalarType.Bool) : null,
                null);
    }

    private Tensor block(float[] values) {
        return Tensors.of(values, queries.size(), places.length);
    }
}
