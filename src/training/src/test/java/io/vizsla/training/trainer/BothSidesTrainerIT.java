package io.vizsla.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.training.TestEncoders;
import io.vizsla.training.encoder.TrainableEncoder;
import io.vizsla.training.graph.Tensors;
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
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BothSidesTrainerIT {

    private static final int PASSAGES = 8;
    private static final TrainerOptions LOOP =
            new TrainerOptions(6, 2, new LearningRate(1e-4, 0.1), AdamWOptions.DEFAULTS, 1, 10_000, 5);

    /** The same texts each time: how much is learned in so few steps differs from one draw to another. */
    private final SplittableRandom random = new SplittableRandom(5);

    private final List<int[]> texts = new ArrayList<>();
    private final List<PairedQuery> queries = new ArrayList<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void makeTexts() {
        torch.set_num_threads(1);
        for (int i = 0; i < PASSAGES; i++) {
            texts.add(TestEncoders.text(random, 8));
        }
        for (int i = 0; i < 4; i++) {
            queries.add(new PairedQuery(
                    new LabeledQuery(TestEncoders.text(random, 5), Map.of(i, 1.0), Map.of(), Set.of()),
                    List.of(i + 1, i + 3)));
        }
    }

    /** Returns the mean of what the cosine of passages with themselves before lacks to 1. */
    private double drift(BothSidesOptions options, List<StepReport> reports) throws IOException {
        try (TrainableEncoder encoder = TestEncoders.open(folder)) {
            float[][] before = encoder.vectors(texts, PASSAGES);
            train(encoder, before, options, reports);
            float[][] after = encoder.vectors(texts, PASSAGES);
            double sum = 0;
            for (int i = 0; i < PASSAGES; i++) {
                for (int j = 0; j < before[i].length; j++) {
                    sum += before[i][j] * after[i][j];
                }
            }
            return 1 - sum / PASSAGES;
        }
    }

    private void train(TrainableEncoder encoder, float[][] before, BothSidesOptions options, List<StepReport> reports) {
        Map<String, Tensor> trained = encoder.train(name -> !name.contains("embeddings"));
        try (FrozenPassages passages = new FrozenPassages(before);
                BothSidesTrainer trainer =
                        new BothSidesTrainer(encoder, trained.values(), passages, new InfoNce(0.05), options)) {
            trainer.train(queries, texts, reports::add);
        }
    }

    @Test
    void queriesAndPassagesComeTogether() throws IOException {
        List<StepReport> reports = new ArrayList<>();

        double drift = drift(new BothSidesOptions(0, 0, LOOP), reports);

        assertThat(reports).hasSize(12);
        assertThat(reports.getLast().loss()).isLessThan(reports.getFirst().loss() / 2);
        assertThat(drift).isPositive();
    }

    @Test
    void aWeightOnDriftKeepsPassagesNearer() throws IOException {
        double free = drift(new BothSidesOptions(0, 0, LOOP), new ArrayList<>());
        double held = drift(new BothSidesOptions(100, 0, LOOP), new ArrayList<>());

        assertThat(held).isLessThan(free / 2);
    }

    @Test
    void theAnchorCountsThePassagesAsTheyWere() throws IOException {
        List<StepReport> without = new ArrayList<>();
        List<StepReport> with = new ArrayList<>();
        drift(new BothSidesOptions(0, 0, LOOP.withEpochs(1)), without);
        drift(new BothSidesOptions(0, 1, LOOP.withEpochs(1)), with);

        assertThat(with.getFirst().loss()).isGreaterThan(without.getFirst().loss());
    }

    @Test
    void weightsGoBackPartOfTheWay() throws IOException {
        try (TrainableEncoder encoder = TestEncoders.open(folder);
                PointerScope scope = new PointerScope()) {
            Map<String, Tensor> trained = encoder.train(name -> !name.contains("embeddings"));
            Tensor one = trained.values().iterator().next();
            float[] start = Tensors.floats(one);
            try (WeightAverage average = new WeightAverage(trained.values())) {
                train(
                        encoder,
                        encoder.vectors(texts, PASSAGES),
                        new BothSidesOptions(0, 0, LOOP.withEpochs(1)),
                        new ArrayList<>());
                float[] end = Tensors.floats(one);
                assertThat(end).isNotEqualTo(start);

                average.moveTo(0.25);

                float[] between = Tensors.floats(one);
                for (int i = 0; i < start.length; i++) {
                    assertThat(between[i])
                            .isCloseTo(0.75f * start[i] + 0.25f * end[i], org.assertj.core.data.Offset.offset(1e-6f));
                }
                average.moveTo(0);
                assertThat(Tensors.floats(one)).isEqualTo(start);
                assertThatThrownBy(() -> average.moveTo(1.5)).hasMessageContaining("share = 1.5");
            }
        }
    }

    @Test
    void whatDoesNotFitIsRefusedByName() throws IOException {
        try (TrainableEncoder encoder = TestEncoders.open(folder)) {
            float[][] before = encoder.vectors(texts, PASSAGES);
            BothSidesOptions options = new BothSidesOptions(1, 1, LOOP);
            texts.removeLast();
            assertThatThrownBy(() -> train(encoder, before, options, new ArrayList<>()))
                    .hasMessageContaining("texts = 7")
                    .hasMessageContaining("8");
            queries.add(new PairedQuery(new LabeledQuery(texts.get(0), Map.of(), Map.of(), Set.of()), List.of()));
            assertThatThrownBy(() -> train(encoder, before, options, new ArrayList<>()))
                    .hasMessageContaining("queries[4].gains");
        }
        assertThatThrownBy(() -> new BothSidesOptions(-1, 0, LOOP)).hasMessageContaining("drift = -1.0");
        assertThatThrownBy(() -> new BothSidesOptions(0, Double.NaN, LOOP)).hasMessageContaining("anchor = NaN");
    }
}
