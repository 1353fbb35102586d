package io.vizsla.training.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.encoding.AffineMap;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.testkit.Seeds;
import io.vizsla.testkit.SmallDisk;
import io.vizsla.training.optimizer.AdamWOptions;
import io.vizsla.training.optimizer.LearningRate;
import io.vizsla.training.trainer.FrozenPassages;
import io.vizsla.training.trainer.LabeledQuery;
import io.vizsla.training.trainer.StepReport;
import io.vizsla.training.trainer.TrainerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdapterTrainerTest {

    private static final int QUERIES = 200;
    private static final TrainerOptions LOOP =
            new TrainerOptions(20, 16, new LearningRate(2e-2, 0.1), AdamWOptions.DEFAULTS, 1, 1000, 4);
    private static final AdapterOptions OPTIONS = new AdapterOptions(8, LOOP);

    private final SplittableRandom random = Seeds.random("AdapterTrainerTest");
    private final Judged judged = Judged.random(random, QUERIES);

    @TempDir
    private Path folder;

    @BeforeEach
    void computeOnOneThread() {
        torch.set_num_threads(1);
    }

    private record Run(List<StepReport> reports, AffineMap map) {}

    private Run train(AdapterOptions options) {
        List<StepReport> reports = new ArrayList<>();
        try (FrozenPassages passages = new FrozenPassages(judged.passages());
                AdapterTrainer trainer = new AdapterTrainer(passages, AdapterTrainer.halves(), options)) {
            trainer.train(judged.base(), judged.queries(), reports::add);
            return new Run(reports, trainer.map());
        }
    }

    private static float[][] mapped(AffineMap map, float[][] base) {
        return Arrays.stream(base).map(map::apply).toArray(float[][]::new);
    }

    /** Queries that it was not trained with find their passages too: it has learned the turn. */
    @Test
    void learnsWhatOtherQueriesNeedToo() {
        Judged others = Judged.random(random, 100);

        Run run = train(OPTIONS);

        assertThat(run.reports()).hasSize(20 * 13);
        assertThat(run.reports().getLast().loss())
                .isLessThan(run.reports().getFirst().loss());
        int before = others.found(others.base());
        assertThat(others.found(mapped(run.map(), others.base()))).isGreaterThan(2 * before);
    }

    @Test
    void equalSeedsGiveEqualAdapters() {
        Run one = train(OPTIONS);
        Run two = train(OPTIONS);
        Run other = train(new AdapterOptions(8, LOOP.withSeed(5)));

        assertThat(two.map().rows()).isDeepEqualTo(one.map().rows());
        assertThat(two.reports()).isEqualTo(one.reports());
        assertThat(other.reports()).isNotEqualTo(one.reports());
    }

    @Test
    void aRunThatWasKeptGoesOnAsIfNothingHadBeen() {
        Path file = folder.resolve("checkpoint");
        AffineMap undisturbed = train(OPTIONS).map();
        try (FrozenPassages passages = new FrozenPassages(judged.passages())) {
            try (AdapterTrainer trainer = trainer(passages)) {
                assertThatThrownBy(() -> trainer.train(judged.base(), judged.queries(), report -> {
                            trainer.keep(file, 7);
                            if (report.step() == 5) {
                                throw new IllegalStateException("ended");
                            }
                        }))
                        .hasMessage("ended");
            }
            try (AdapterTrainer trainer = trainer(passages)) {
                assertThat(trainer.resume(file, 8)).as("another run's").isFalse();
                assertThat(trainer.resume(file, 7)).isTrue();
                List<StepReport> reports = new ArrayList<>();
                trainer.train(judged.base(), judged.queries(), reports::add);

                assertThat(reports.getFirst().step()).isEqualTo(6);
                assertThat(trainer.map().rows()).isDeepEqualTo(undisturbed.rows());
            }
        }
    }

    @Test
    void aFullDiskLeavesTheLastCheckpoint() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 256);
                FrozenPassages passages = new FrozenPassages(judged.passages());
                AdapterTrainer trainer = trainer(passages)) {
            Path file = disk.folder().resolve("checkpoint");
            trainer.keep(file, 7);
            disk.fill();

            refused(() -> trainer.keep(file, 8), ErrorCode.INTERNAL);

            assertThat(trainer.resume(file, 7)).as("the older one").isTrue();
            try (var files = Files.list(disk.folder())) {
                assertThat(files).as("no draft is left").hasSize(2);
            }
        }
    }

    private static AdapterTrainer trainer(FrozenPassages passages) {
        return new AdapterTrainer(passages, AdapterTrainer.halves(), OPTIONS);
    }

    @Test
    void badInputHasItsError() {
        LabeledQuery broken = new LabeledQuery(new int[0], Map.of(0, 1.0), Map.of(0, Double.NaN, 1, 1.0), Set.of());
        LabeledQuery unknown = new LabeledQuery(new int[0], Map.of(QUERIES, 1.0), Map.of(), Set.of());
        float[][] one = {judged.base()[0]};
        try (FrozenPassages passages = new FrozenPassages(judged.passages());
                AdapterTrainer trainer = trainer(passages)) {
            refused(() -> trainer.train(one, List.of(broken), any -> {}), ErrorCode.TRAINING_DIVERGED);
            refused(() -> trainer.train(one, List.of(unknown), any -> {}), ErrorCode.INVALID_ARGUMENT);
            refused(() -> trainer.train(one, List.of(), any -> {}), ErrorCode.INVALID_ARGUMENT);
            refused(() -> trainer.train(new float[][] {{1}}, List.of(broken), any -> {}), ErrorCode.INVALID_VECTOR);
        }
    }

    private static void refused(Runnable action, ErrorCode code) {
        assertThatThrownBy(action::run).isInstanceOfSatisfying(VizslaException.class, error -> assertThat(error.code())
                .isEqualTo(code));
    }
}
