package io.vizsla.training.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.encoding.AffineMap;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.training.TestEncoders;
import io.vizsla.training.encoder.TrainableEncoder;
import io.vizsla.training.optimizer.AdamWOptions;
import io.vizsla.training.optimizer.LearningRate;
import io.vizsla.training.trainer.FrozenPassages;
import io.vizsla.training.trainer.StepReport;
import io.vizsla.training.trainer.TrainerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudentTrainerIT {

    private static final int TEXTS = 8;
    private static final int TEACHER_DIMENSION = 12;
    private static final StudentOptions OPTIONS = new StudentOptions(
            0.5, 0.1, new TrainerOptions(6, 4, new LearningRate(3e-4, 0.1), AdamWOptions.DEFAULTS, 1, 10_000, 5));

    /** The same texts each time: how much is learned in so few steps differs from one draw to another. */
    private final SplittableRandom random = new SplittableRandom(5);

    @TempDir
    private Path folder;

    @BeforeEach
    void computeOnOneThread() {
        torch.set_num_threads(1);
    }

    private List<int[]> texts() {
        List<int[]> texts = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            texts.add(TestEncoders.text(random, 4 + i % 3));
        }
        return texts;
    }

    private float[][] units(int count, int dimension) {
        float[][] vectors = new float[count][dimension];
        for (float[] vector : vectors) {
            double squares = 0;
            for (int j = 0; j < dimension; j++) {
                vector[j] = (float) random.nextGaussian();
                squares += vector[j] * vector[j];
            }
            for (int j = 0; j < dimension; j++) {
                vector[j] /= (float) Math.sqrt(squares);
            }
        }
        return vectors;
    }

    private AffineMap start(int in) {
        float[][] rows = units(TEACHER_DIMENSION, in + 1);
        return AffineMap.of(rows);
    }

    private static StudentTrainer trainer(TrainableEncoder encoder, AffineMap start, FrozenPassages passages) {
        return new StudentTrainer(
                encoder, encoder.train(name -> !name.contains("embeddings")).values(), start, passages, OPTIONS);
    }

    private static double meanCosine(AffineMap map, float[][] from, float[][] to) {
        double sum = 0;
        for (int i = 0; i < from.length; i++) {
            float[] mapped = map.apply(from[i]);
            for (int j = 0; j < mapped.length; j++) {
                sum += mapped[j] * to[i][j];
            }
        }
        return sum / from.length;
    }

    @Test
    void landsOnVectorsOfAnotherDimension() throws IOException {
        List<int[]> texts = texts();
        float[][] targets = units(TEXTS, TEACHER_DIMENSION);
        List<StepReport> reports = new ArrayList<>();
        try (TrainableEncoder encoder = TestEncoders.open(folder);
                FrozenPassages passages = new FrozenPassages(units(10, TEACHER_DIMENSION))) {
            float[][] plain = encoder.vectors(texts, TEXTS);
            AffineMap start = start(plain[0].length);
            try (StudentTrainer trainer = trainer(encoder, start, passages)) {
                trainer.train(texts, targets, reports::add);

                double before = meanCosine(start, plain, targets);
                double after = meanCosine(trainer.map(), encoder.vectors(texts, TEXTS), targets);
                assertThat(after).isGreaterThan(before + 0.1);
                assertThat(reports).hasSize(12);
                assertThat(reports.getLast().loss())
                        .isLessThan(reports.getFirst().loss());
            }
        }
    }

    @Test
    void aRunThatWasKeptGoesOnAsIfNothingHadBeen() throws IOException {
        List<int[]> texts = texts();
        float[][] targets = units(TEXTS, TEACHER_DIMENSION);
        float[][] indexed = units(10, TEACHER_DIMENSION);
        Path file = folder.resolve("checkpoint");
        AffineMap start;
        float[][] undisturbed;
        try (TrainableEncoder encoder = TestEncoders.open(folder);
                FrozenPassages passages = new FrozenPassages(indexed)) {
            start = start(encoder.vectors(texts, TEXTS)[0].length);
            try (StudentTrainer trainer = trainer(encoder, start, passages)) {
                trainer.train(texts, targets, report -> {
                    if (report.step() == 5) {
                        trainer.keep(file, 7);
                    }
                });
                undisturbed = trainer.map().rows();
            }
        }
        try (TrainableEncoder encoder = TestEncoders.open(folder);
                FrozenPassages passages = new FrozenPassages(indexed);
                StudentTrainer trainer = trainer(encoder, start, passages)) {
            assertThat(trainer.resume(file, 8)).isFalse();
            assertThat(trainer.resume(file, 7)).isTrue();
            List<StepReport> reports = new ArrayList<>();
            trainer.train(texts, targets, reports::add);

            assertThat(reports.getFirst().step()).isEqualTo(6);
            assertThat(trainer.map().rows()).isDeepEqualTo(undisturbed);
        }
    }

    @Test
    void whatDoesNotFitIsRefusedByName() throws IOException {
        List<int[]> texts = texts();
        try (TrainableEncoder encoder = TestEncoders.open(folder);
                FrozenPassages passages = new FrozenPassages(units(10, TEACHER_DIMENSION))) {
            assertThatThrownBy(() -> trainer(encoder, AffineMap.identity(5), passages))
                    .isInstanceOfSatisfying(VizslaException.class, error -> assertThat(error.code())
                            .isEqualTo(ErrorCode.INVALID_VECTOR))
                    .hasMessageContaining("start")
                    .hasMessageContaining("12");
            try (StudentTrainer trainer = trainer(encoder, start(384), passages)) {
                assertThatThrownBy(() -> trainer.train(texts, units(3, TEACHER_DIMENSION), step -> {}))
                        .hasMessageContaining("8 with 3 targets");
                assertThatThrownBy(() -> trainer.train(texts, units(TEXTS, 5), step -> {}))
                        .hasMessageContaining("targets[0]")
                        .hasMessageContaining("5 numbers");
            }
        }
    }

    @Test
    void weightsOfListsHaveBounds() {
        assertThatThrownBy(() -> new StudentOptions(-1, 0.1, OPTIONS.loop())).hasMessageContaining("lists = -1.0");
        assertThatThrownBy(() -> new StudentOptions(0, 0, OPTIONS.loop())).hasMessageContaining("temperature = 0.0");
    }
}
