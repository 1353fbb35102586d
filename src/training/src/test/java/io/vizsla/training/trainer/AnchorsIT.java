package io.vizsla.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.VizslaException;
import io.vizsla.training.TestEncoders;
import io.vizsla.training.adapter.AdapterOptions;
import io.vizsla.training.adapter.AdapterTrainer;
import io.vizsla.training.encoder.TrainableEncoder;
import io.vizsla.training.objective.InfoNce;
import io.vizsla.training.optimizer.AdamWOptions;
import io.vizsla.training.optimizer.LearningRate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What anchors hold while queries are trained. */
class AnchorsIT {

    private static final int QUERIES = 6;
    private static final int ANCHORS = 8;
    private static final TrainerOptions OPTIONS =
            new TrainerOptions(4, 4, new LearningRate(1e-4, 0.1), AdamWOptions.DEFAULTS, 1, 10_000, 5);

    private static final TrainerOptions ADAPTER =
            new TrainerOptions(100, 4, new LearningRate(1e-2, 0.1), AdamWOptions.DEFAULTS, 1, 10_000, 5);

    /** The same texts each time: how much is learned in so few steps differs from one draw to another. */
    private final SplittableRandom random = new SplittableRandom(5);

    @TempDir
    private Path folder;

    @BeforeEach
    void computeOnOneThread() {
        torch.set_num_threads(1);
    }

    /** Batches that are encoded at once, and batches that are encoded in parts. */
    @ParameterizedTest
    @ValueSource(ints = {4, 2})
    void keepForeignQueriesWhereTheyWere(int chunk) throws IOException {
        List<LabeledQuery> queries = queries();
        List<int[]> texts = texts(ANCHORS);

        double free = drift(queries, texts, 0, chunk);
        double held = drift(queries, texts, 1000, chunk);

        assertThat(free).isPositive();
        assertThat(held).isLessThan(0.75 * free);
    }

    /** Returns how far the anchors are from where they were, once queries were trained. */
    private double drift(List<LabeledQuery> queries, List<int[]> texts, double weight, int chunk) throws IOException {
        try (TrainableEncoder encoder = TestEncoders.open(folder)) {
            float[][] before = encoder.vectors(texts, ANCHORS);
            Map<String, Tensor> trained = encoder.train(name -> !name.contains("embeddings"));
            float[][] vectors = encoder.vectors(
                    queries.stream().map(LabeledQuery::tokens).toList().reversed(), QUERIES);
            try (FrozenPassages passages = new FrozenPassages(vectors);
                    QueryTrainer trainer =
                            new QueryTrainer(encoder, trained.values(), passages, new InfoNce(0.05), OPTIONS, chunk)) {
                trainer.train(queries, new Anchors(texts, before, weight, ANCHORS), step -> {});
            }
            return drift(before, encoder.vectors(texts, ANCHORS));
        }
    }

    @Test
    void holdAnAdapterToo() {
        float[][] base = vectors(QUERIES);
        float[][] anchors = vectors(ANCHORS);

        double free = drift(base, anchors, 0);
        double held = drift(base, anchors, 1000);

        assertThat(held).isLessThan(0.75 * free);
    }

    private static double drift(float[][] base, float[][] anchors, double weight) {
        List<LabeledQuery> queries = IntStream.range(0, QUERIES)
                .mapToObj(i -> new LabeledQuery(new int[] {1}, Map.of(QUERIES - 1 - i, 1.0), Map.of(), Set.of()))
                .toList();
        List<int[]> texts =
                IntStream.range(0, ANCHORS).mapToObj(i -> new int[] {1}).toList();
        try (FrozenPassages passages = new FrozenPassages(base);
                AdapterTrainer trainer =
                        new AdapterTrainer(passages, new InfoNce(0.05), new AdapterOptions(8, ADAPTER))) {
            trainer.train(base, queries, new Anchors(texts, anchors, weight, ANCHORS), step -> {});
            float[][] after = new float[ANCHORS][];
            for (int i = 0; i < ANCHORS; i++) {
                after[i] = trainer.map().apply(anchors[i]);
            }
            return drift(anchors, after);
        }
    }

    @Test
    void areDrawnWithoutRepetition() {
        List<int[]> texts = texts(ANCHORS);
        Anchors anchors = new Anchors(texts, vectors(ANCHORS), 1, 5);

        assertThat(anchors.choose(new SplittableRandom(3))).hasSize(5).doesNotHaveDuplicates();
        assertThat(anchors.choose(new SplittableRandom(3))).isEqualTo(anchors.choose(new SplittableRandom(3)));
        assertThat(new Anchors(texts, vectors(ANCHORS), 1, 50).choose(random))
                .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void whatIsWrongIsNamed() {
        List<int[]> texts = texts(2);

        assertThatThrownBy(() -> new Anchors(texts, vectors(1), 1, 1))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("anchors")
                .hasMessageContaining("one for each of 2");
        assertThatThrownBy(() -> new Anchors(texts, vectors(2), Double.NaN, 1))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("drift = NaN");
        assertThatThrownBy(() -> new Anchors(texts, vectors(2), 1, 0))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("perStep = 0");
    }

    private List<LabeledQuery> queries() {
        List<LabeledQuery> queries = new ArrayList<>();
        for (int i = 0; i < QUERIES; i++) {
            queries.add(new LabeledQuery(TestEncoders.text(random, 5), Map.of(i, 1.0), Map.of(), Set.of()));
        }
        return queries;
    }

    private List<int[]> texts(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> TestEncoders.text(random, 3 + i % 4))
                .toList();
    }

    private float[][] vectors(int count) {
        float[][] vectors = new float[count][16];
        for (float[] vector : vectors) {
            double squares = 0;
            for (int j = 0; j < vector.length; j++) {
                vector[j] = (float) random.nextGaussian();
                squares += vector[j] * vector[j];
            }
            for (int j = 0; j < vector.length; j++) {
                vector[j] /= (float) Math.sqrt(squares);
            }
        }
        return vectors;
    }

    private static double drift(float[][] before, float[][] after) {
        double sum = 0;
        for (int i = 0; i < before.length; i++) {
            for (int j = 0; j < before[i].length; j++) {
                double way = (double) after[i][j] - before[i][j];
                sum += way * way;
            }
        }
        return sum / before.length;
    }
}
