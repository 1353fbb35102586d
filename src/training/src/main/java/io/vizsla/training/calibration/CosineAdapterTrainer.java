package io.vizsla.training.calibration;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.training.graph.Tensors;
import io.vizsla.training.trainer.StepReport;
import io.vizsla.training.trainer.TrainingLoop;
import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Trains a {@link CosineAdapter}: binary cross-entropy of {@code sigmoid(F(x))} over a query's relevant passages and others,
 * the encoder untouched. It begins as the best line for all queries and learns how queries differ.
 *
 * <p>Equal seeds give equal adapters on one thread.
 */
public final class CosineAdapterTrainer {

    private CosineAdapterTrainer() {}

    /**
     * Trains an adapter.
     *
     * @param queries one or more, of one dimension; what is not relevant in them should be what a search finds beside it
     * @param listener told of each step, in its order
     * @throws VizslaException {@code INVALID_ARGUMENT} if all pairs are relevant or none is; {@code INVALID_VECTOR} if queries
     *     differ in dimension; {@code TRAINING_DIVERGED} if a loss or a gradient is not a finite number
     */
    public static CosineAdapter fit(
            List<QueryScores> queries, CalibrationOptions options, Consumer<StepReport> listener) {
        LogisticLine line =
                LogisticLine.fit(Pairs.scores(queries, scores -> powers(scores, options)), Pairs.relevant(queries));
        int dimension = queries.getFirst().query().length;
        check(queries, dimension);
        try (CosineNetwork network = new CosineNetwork(dimension, options, line);
                TrainingLoop loop = new TrainingLoop(network.weights(), options.loop())) {
            loop.train(queries.size(), (places, random) -> loss(network, queries, places), listener);
            return network.plain();
        }
    }

    private static double[] powers(QueryScores scores, CalibrationOptions options) {
        double[] powers = scores.cosines().clone();
        for (int i = 0; i < powers.length; i++) {
            powers[i] = Form.power(powers[i], options.form().exponent());
        }
        return powers;
    }

    private static void check(List<QueryScores> queries, int dimension) {
        for (int i = 0; i < queries.size(); i++) {
            int found = queries.get(i).query().length;
            if (found != dimension) {
                throw VizslaException.field(
                        ErrorCode.INVALID_VECTOR, "queries[" + i + "]", found + " numbers", dimension + " numbers");
            }
        }
    }

    static Tensor loss(CosineNetwork network, List<QueryScores> queries, List<Integer> places) {
        List<QueryScores> batch = places.stream().map(queries::get).toList();
        double[] cosines = Pairs.scores(batch, QueryScores::cosines);
        boolean[] relevant = Pairs.relevant(batch);
        float[] inputs = new float[cosines.length];
        float[] wanted = new float[cosines.length];
        for (int i = 0; i < cosines.length; i++) {
            inputs[i] = (float) cosines[i];
            wanted[i] = relevant[i] ? 1 : 0;
        }
        Tensor vectors = Tensors.of(batch.stream().map(QueryScores::query).toArray(float[][]::new));
        Tensor logits = network.logits(vectors, rows(batch, cosines.length), Tensors.of(inputs, inputs.length));
        return torch.binary_cross_entropy_with_logits(logits, Tensors.of(wanted, wanted.length));
    }

    /** Returns the place of each pair's query in the batch. */
    private static Tensor rows(List<QueryScores> batch, int pairs) {
        long[] rows = new long[pairs];
        int at = 0;
        for (int query = 0; query < batch.size(); query++) {
            for (int i = 0; i < batch.get(query).cosines().length; i++) {
                rows[at++] = query;
            }
        }
        return Tensors.of(rows, pairs);
    }
}
