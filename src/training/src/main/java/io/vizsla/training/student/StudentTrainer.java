package io.vizsla.training.student;

import io.vizsla.api.encoding.AffineMap;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.training.adapter.RidgeHead;
import io.vizsla.training.encoder.TrainableEncoder;
import io.vizsla.training.trainer.FrozenPassages;
import io.vizsla.training.trainer.LoopTrainer;
import io.vizsla.training.trainer.StepReport;
import io.vizsla.training.trainer.TargetLoss;
import io.vizsla.training.trainer.TrainingLoop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;

/**
 * Trains a small encoder, the student, to land on a large one's vectors, the teacher's, so that its queries find what
 * the large one indexed. No judgement is needed: any text that the teacher reads is a lesson.
 *
 * <p>LEAF, arXiv 2509.12539: {@code |W h(x) - t(x)|^2} over plain texts; h = student, t = teacher, W = the map, which
 * begins as the best one of the untrained student ({@link RidgeHead}). To it comes, by weight, the teacher's ranking of
 * the passages that are searched: errors count most where they change what is found.
 *
 * <p>Equal seeds give equal students on one thread. Not safe for use by several threads.
 */
public final class StudentTrainer extends LoopTrainer {

    private final TrainableEncoder student;
    private final TrainableMap map;
    private final FrozenPassages passages;
    private final StudentOptions options;
    private final TrainingLoop loop;

    /**
     * @param student whose trained weights move; stays the caller's
     * @param trained the weights that move
     * @param start from the student's dimension to the teacher's
     * @param passages by the teacher, which the rankings are about; stay the caller's
     * @throws VizslaException {@code INVALID_VECTOR} if the map does not end in the dimension of the passages
     */
    public StudentTrainer(
            TrainableEncoder student,
            Collection<Tensor> trained,
            AffineMap start,
            FrozenPassages passages,
            StudentOptions options) {
        if (start.outputs() != passages.dimension()) {
            throw VizslaException.field(
                    ErrorCode.INVALID_VECTOR,
                    "start",
                    "a map to " + start.outputs() + " dimensions",
                    "to " + passages.dimension() + ", those of the passages");
        }
        this.student = student;
        this.map = new TrainableMap(start);
        this.passages = passages;
        this.options = options;
        List<Tensor> weights = new ArrayList<>(trained);
        weights.addAll(map.parameters());
        this.loop = new TrainingLoop(weights, options.loop());
    }

    /**
     * Trains from the step after the last one to the end.
     *
     * @param texts token ids as the student reads them, its special tokens included; one or more
     * @param targets {@code float[texts][dimension]}, unit length: the teacher's vectors of the same texts
     * @param listener told of each step, in its order
     * @throws VizslaException {@code INVALID_ARGUMENT} if there are none or not as many of both; {@code INVALID_VECTOR}
     *     if a target has another dimension than the passages; {@code TRAINING_DIVERGED} if a loss or a gradient is not
     *     a finite number
     */
    public void train(List<int[]> texts, float[][] targets, Consumer<StepReport> listener) {
        if (texts.isEmpty() || texts.size() != targets.length) {
            throw VizslaException.invalid(
                    "texts", texts.size() + " with " + targets.length + " targets", "one or more, a target for each");
        }
        Function<List<Integer>, Tensor> vectors = places ->
                map.apply(student.encode(places.stream().map(texts::get).toList()));
        loop.train(
                texts.size(),
                new TargetLoss(
                        texts,
                        targets,
                        passages,
                        options.objective(),
                        vectors,
                        options.loop().passages()),
                listener);
    }

    /** Returns the map as it was learned so far, for serving. */
    public AffineMap map() {
        return map.toMap();
    }

    @Override
    protected TrainingLoop loop() {
        return loop;
    }

    @Override
    public void close() {
        super.close();
        map.close();
    }
}
