package io.vizsla.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.training.TestEncoders;
import io.vizsla.training.encoder.TrainableEncoder;
import io.vizsla.training.graph.Tensors;
import io.vizsla.training.objective.InfoNce;
import io.vizsla.training.objective.ListwiseKl;
import io.vizsla.training.objective.Mixture;
import io.vizsla.training.objective.Objective;
import io.vizsla.training.optimizer.AdamWOptions;
import io.vizsla.training.optimizer.LearningRate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryTrainerIT {

    private static final int QUERIES = 6;
    private static final int PASSAGES = 12;
    private static final Objective HALVES = new Mixture(
            List.of(new Mixture.Part(0.5, new InfoNce(0.05)), new Mixture.Part(0.5, new ListwiseKl(0.05, 0.7))));
    private static final TrainerOptions OPTIONS =
            new TrainerOptions(4, 4, new LearningRate(1e-4, 0.1), AdamWOptions.DEFAULTS, 1, 10_000, 5);

    /** Values and gradients of the smallest step take more. */
    private static final long STEP_BYTES = 40L << 20;

    /** The same texts each time: how much is learned in so few steps differs from one draw to another. */
    private final SplittableRandom random = new SplittableRandom(5);

    @TempDir
    private Path folder;

    @BeforeEach
    void computeOnOneThread() {
        torch.set_num_threads(1);
    }

    /** Each query's passage is as far from it as random words are. */
    private List<LabeledQuery> queries() {
        List<LabeledQuery> queries = new ArrayList<>();
        for (int i = 0; i < QUERIES; i++) {
            queries.add(new LabeledQuery(
                    TestEncoders.text(random, 4 + i % 3),
                    Map.of(i, 1.0),
                    Map.of(i, 3.0, (i + 1) % PASSAGES, 1.0, (i + 2) % PASSAGES, -1.0),
                    Set.of(PASSAGES - 1)));
        }
        return queries;
    }

    private static float[][] passages(TrainableEncoder encoder, SplittableRandom random) {
        List<int[]> texts = new ArrayList<>();
        for (int i = 0; i < PASSAGES; i++) {
            texts.add(TestEncoders.text(random, 8));
        }
        return encoder.vectors(texts, PASSAGES);
    }

    private record Run(List<StepReport> reports, float[] weight) {}

    private static Run train(
            TrainableEncoder encoder, float[][] vectors, List<LabeledQuery> queries, TrainerOptions options) {
        List<StepReport> reports = new ArrayList<>();
        return new Run(reports, train(encoder, vectors, queries, options, reports::add));
    }

    private static float[] train(
            TrainableEncoder encoder,
            float[][] vectors,
            List<LabeledQuery> queries,
            TrainerOptions options,
            Consumer<StepReport> listener) {
        Map<String, Tensor> trained = encoder.train(name -> !name.contains("embeddings"));
        try (FrozenPassages passages = new FrozenPassages(vectors);
                QueryTrainer trainer = new QueryTrainer(encoder, trained.values(), passages, HALVES, options);
                PointerScope scope = new PointerScope()) {
            trainer.train(queries, listener);
            return Tensors.floats(trained.values().iterator().next());
        }
    }

    @Test
    void queriesComeToFindTheirPassages() throws IOException {
        try (TrainableEncoder encoder = TestEncoders.open(folder)) {
            float[][] vectors = passages(encoder, random);

            Run run = train(encoder, vectors, queries(), OPTIONS.withEpochs(8));

            assertThat(run.reports()).hasSize(16);
            StepReport first = run.reports().getFirst();
            StepReport last = run.reports().getLast();
            assertThat(last.loss()).isLessThan(first.loss() / 2);
            assertThat(last.step()).isEqualTo(last.steps()).isEqualTo(16);
            assertThat(first.gradient()).isPositive();
        }
    }

    @Test
    void weightsThatAreNotChosenStay() throws IOException {
        try (TrainableEncoder encoder = TestEncoders.open(folder);
                PointerScope scope = new PointerScope()) {
            String words = encoder.graph().parameters().keySet().stream()
                    .filter(name -> name.contains("word_embeddings"))
                    .findFirst()
                    .orElseThrow();
            Tensor weight = encoder.graph().parameters().get(words);
            float[] before = Tensors.floats(weight);

            train(encoder, passages(encoder, random), queries(), OPTIONS.withEpochs(1));

            assertThat(Tensors.floats(weight)).isEqualTo(before);
        }
    }

    @Test
    void equalSeedsGiveEqualWeights() throws IOException {
        List<LabeledQuery> queries = queries();
        SplittableRandom texts = random.split();
        float[][] vectors;
        List<Run> runs = new ArrayList<>();
        try (TrainableEncoder encoder = TestEncoders.open(folder)) {
            vectors = passages(encoder, texts);
        }
        for (long seed : new long[] {5, 5, 6}) {
            try (TrainableEncoder encoder = TestEncoders.open(folder)) {
                runs.add(train(encoder, vectors, queries, OPTIONS.withSeed(seed)));
            }
        }

        assertThat(runs.get(1).weight()).isEqualTo(runs.get(0).weight());
        assertThat(runs.get(1).reports()).isEqualTo(runs.get(0).reports());
        assertThat(runs.get(2).weight()).isNotEqualTo(runs.get(0).weight());
    }

    @Test
    void aBatchInPartsIsTheSameBatch() throws IOException {
        List<LabeledQuery> queries = queries();
        List<Double> whole = new ArrayList<>();
        List<Double> parts = new ArrayList<>();
        try (TrainableEncoder encoder = TestEncoders.open(folder);
                FrozenPassages passages = new FrozenPassages(passages(encoder, random))) {
            try (QueryTrainer trainer = trainer(encoder, passages)) {
                trainer.train(queries, report -> whole.add(report.loss()));
            }
            try (TrainableEncoder fresh = TestEncoders.open(folder);
                    QueryTrainer trainer = new QueryTrainer(
                            fresh,
                            fresh.train(name -> !name.contains("embeddings")).values(),
                            passages,
                            HALVES,
                            OPTIONS,
                            3)) {
                trainer.train(queries, report -> parts.add(report.loss()));
            }
        }

        assertThat(parts).hasSize(8);
        assertThat(parts.getFirst()).isCloseTo(whole.getFirst(), within(1e-5));
        assertThat(parts.getLast()).isCloseTo(whole.getLast(), within(1e-2));
    }

    /** Memory rises while buffers of all lengths are first used, and stays then. */
    @Test
    void stepsDoNotGrowTheProcess() throws IOException {
        List<LabeledQuery> queries = queries();
        List<Long> resident = new ArrayList<>();
        List<Long> held = new ArrayList<>();
        try (TrainableEncoder encoder = TestEncoders.open(folder)) {
            train(encoder, passages(encoder, random), queries, OPTIONS.withEpochs(100), report -> {
                if (report.step() % 40 == 0) {
                    resident.add(Resident.held());
                    held.add(Pointer.totalCount());
                }
            });
        }

        assertThat(resident).hasSize(5);
        assertThat(resident.getLast() - resident.getFirst()).isLessThan(STEP_BYTES);
        // What others left behind may be freed meanwhile, on a thread of its own.
        assertThat(held.getLast()).as("tensors held").isLessThanOrEqualTo(held.getFirst());
    }

    /** Ended in the middle of an epoch and taken up in another process's stead: a new encoder, a new trainer. */
    @Test
    void aRunThatWasKeptGoesOnAsIfNothingHadBeen() throws IOException {
        List<LabeledQuery> queries = queries();
        Path file = folder.resolve("checkpoint");
        float[][] vectors;
        float[] undisturbed;
        try (TrainableEncoder encoder = TestEncoders.open(folder)) {
            vectors = passages(encoder, random);
            undisturbed = train(encoder, vectors, queries, OPTIONS).weight();
        }
        try (TrainableEncoder encoder = TestEncoders.open(folder);
                FrozenPassages passages = new FrozenPassages(vectors);
                QueryTrainer trainer = trainer(encoder, passages)) {
            assertThatThrownBy(() -> trainer.train(queries, report -> {
                        trainer.keep(file, 7);
                        if (report.step() == 5) {
                            throw new IllegalStateException("ended");
                        }
                    }))
                    .hasMessage("ended");
        }

        try (TrainableEncoder encoder = TestEncoders.open(folder);
                FrozenPassages passages = new FrozenPassages(vectors);
                QueryTrainer trainer = trainer(encoder, passages);
                PointerScope scope = new PointerScope()) {
            assertThat(trainer.resume(file, 8)).as("another run's").isFalse();
            assertThat(trainer.resume(file, 7)).isTrue();
            List<StepReport> reports = new ArrayList<>();
            trainer.train(queries, reports::add);

            assertThat(reports.getFirst().step()).isEqualTo(6);
            assertThat(Tensors.floats(firstTrained(encoder))).isEqualTo(undisturbed);
        }
    }

    @Test
    void aDamagedCheckpointIsNotTakenUp() throws IOException {
        Path file = folder.resolve("checkpoint");
        try (TrainableEncoder encoder = TestEncoders.open(folder);
                FrozenPassages passages = new FrozenPassages(passages(encoder, random));
                QueryTrainer trainer = trainer(encoder, passages)) {
            assertThat(trainer.resume(file, 7)).as("there is none").isFalse();
            trainer.keep(file, 7);
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);

            assertThat(trainer.resume(file, 7)).isFalse();
        }
    }

    private static QueryTrainer trainer(TrainableEncoder encoder, FrozenPassages passages) {
        Map<String, Tensor> trained = encoder.train(name -> !name.contains("embeddings"));
        return new QueryTrainer(encoder, trained.values(), passages, HALVES, OPTIONS);
    }

    private static Tensor firstTrained(TrainableEncoder encoder) {
        return encoder.graph().parameters().values().stream()
                .filter(Tensor::requires_grad)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aLabelThatIsNoNumberEndsTheRun() throws IOException {
        LabeledQuery broken =
                new LabeledQuery(TestEncoders.text(random, 4), Map.of(0, 1.0), Map.of(0, Double.NaN, 1, 1.0), Set.of());
        try (TrainableEncoder encoder = TestEncoders.open(folder)) {
            float[][] vectors = passages(encoder, random);

            assertThatThrownBy(() -> train(encoder, vectors, List.of(broken), OPTIONS))
                    .isInstanceOfSatisfying(VizslaException.class, error -> assertThat(error.code())
                            .isEqualTo(ErrorCode.TRAINING_DIVERGED))
                    .hasMessageContaining("loss of step 1 is NaN");
        }
    }
}
