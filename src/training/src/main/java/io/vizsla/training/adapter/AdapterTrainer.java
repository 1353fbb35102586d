package io.vizsla.training.adapter;

import io.vizsla.api.encoding.AffineMap;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.training.graph.Tensors;
import io.vizsla.training.objective.InfoNce;
import io.vizsla.training.objective.ListwiseKl;
import io.vizsla.training.objective.Mixture;
import io.vizsla.training.objective.Objective;
import io.vizsla.training.trainer.AnchoredLoss;
import io.vizsla.training.trainer.Anchors;
import io.vizsla.training.trainer.FrozenPassages;
import io.vizsla.training.trainer.LabeledQuery;
import io.vizsla.training.trainer.LoopTrainer;
import io.vizsla.training.trainer.PassageLoss;
import io.vizsla.training.trainer.StepReport;
import io.vizsla.training.trainer.TrainingLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;

/**
 * Trains a {@link LowRankAdapter} over query vectors that were computed once: neither the encoder nor the passages
 * move, so that a run takes seconds and the index stays.
 *
 * <p>Equal seeds give equal adapters on one thread. Not safe for use by several threads.
 */
public final class AdapterTrainer extends LoopTrainer {

    private static final double TEMPERATURE = 0.02;
    private static final double TEACHER_TEMPERATURE = 0.7;

    private final LowRankAdapter adapter;
    private final FrozenPassages passages;
    private final Objective objective;
    private final AdapterOptions options;
    private final TrainingLoop loop;

    /**
     * @param passages that the queries are held against; stay the caller's
     * @param objective what is minimized; stays the caller's
     */
    public AdapterTrainer(FrozenPassages passages, Objective objective, AdapterOptions options) {
        this.adapter = new LowRankAdapter(
                passages.dimension(), options.rank(), options.loop().seed());
        this.passages = passages;
        this.objective = objective;
        this.options = options;
        List<Tensor> weights = new ArrayList<>(adapter.parameters());
        weights.addAll(objective.parameters());
        this.loop = new TrainingLoop(weights, options.loop());
    }

    /** Returns half judged passages, half the teacher's lists: what the adapter is trained on unless told otherwise. */
    public static Objective halves() {
        return new Mixture(List.of(
                new Mixture.Part(0.5, new InfoNce(TEMPERATURE)),
                new Mixture.Part(0.5, new ListwiseKl(TEMPERATURE, TEACHER_TEMPERATURE))));
    }

    /**
     * Trains from the step after the last one to the end.
     *
     * @param base {@code float[queries][dimension]}, unit length: the vectors of the encoder that stays
     * @param queries what is known of each, in the same order; one or more. Their tokens are not read
     * @param listener told of each step, in its order
     * @throws VizslaException {@code INVALID_ARGUMENT} if there are none or not as many as vectors, or a label names a
     *     passage that is not there; {@code INVALID_VECTOR} if a vector has another dimension than the passages';
     *     {@code TRAINING_DIVERGED} if a loss or a gradient is not a finite number
     */
    public void train(float[][] base, List<LabeledQuery> queries, Consumer<StepReport> listener) {
        train(base, queries, Anchors.NONE, listener);
    }

    /**
     * Trains from the step after the last one to the end, and holds other texts where they are.
     *
     * @param base {@code float[queries][dimension]}, unit length: the vectors of the encoder that stays
     * @param queries what is known of each, in the same order; one or more. Their tokens are not read
     * @param anchors that are held; their tokens are not read
     * @param listener told of each step, in its order
     * @throws VizslaException as the other way to train
     */
    public void train(float[][] base, List<LabeledQuery> queries, Anchors anchors, Consumer<StepReport> listener) {
        check(base, queries);
        PassageLoss loss = new PassageLoss(
                queries, passages, objective, corrected(base), options.loop().passages());
        loop.train(queries.size(), AnchoredLoss.of(loss, anchors, corrected(anchors.vectors())), listener);
    }

    /** Returns what corrects the vectors at some places. */
    private Function<List<Integer>, Tensor> corrected(float[][] vectors) {
        return places -> adapter.apply(
                Tensors.of(places.stream().map(place -> vectors[place]).toArray(float[][]::new)));
    }

    private void check(float[][] base, List<LabeledQuery> queries) {
        if (queries.isEmpty() || base.length != queries.size()) {
            throw VizslaException.invalid(
                    "queries", queries.size() + " with " + base.length + " vectors", "one or more, a vector for each");
        }
        for (int i = 0; i < base.length; i++) {
            if (base[i].length != adapter.dimension()) {
                throw VizslaException.field(
                        ErrorCode.INVALID_VECTOR,
                        "base[" + i + "]",
                        base[i].length + " numbers",
                        adapter.dimension() + " numbers");
            }
        }
    }

    /** Returns what was learned so far: a map of query vectors, for serving. */
    public AffineMap map() {
        return adapter.toMap();
    }

    @Override
    protected TrainingLoop loop() {
        return loop;
    }

    @Override
    public void close() {
        super.close();
        adapter.close();
    }
}
