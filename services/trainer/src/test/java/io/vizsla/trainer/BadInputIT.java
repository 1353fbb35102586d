package io.vizsla.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.models.ModelFolder;
import io.vizsla.refresh.data.RefreshData;
import io.vizsla.refresh.data.RefreshQuery;
import io.vizsla.refresh.job.Comparison;
import io.vizsla.refresh.job.RefreshFolder;
import io.vizsla.refresh.job.RefreshJob;
import io.vizsla.refresh.job.RefreshKind;
import io.vizsla.refresh.job.RefreshOutcome;
import io.vizsla.refresh.job.RefreshSettings;
import io.vizsla.testkit.SmallDisk;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Refreshes that cannot come to anything good: each says what is wrong, and the model that serves stays as it is. */
class BadInputIT {

    private static final long MEGABYTE = 1L << 20;
    private static final long HEAP = 1500 * MEGABYTE;

    @TempDir
    static Path shared;

    @TempDir
    Path directory;

    private static ModelFolder model;

    @BeforeAll
    static void takeModel() {
        model = SmallCorpus.model(shared);
    }

    @AfterEach
    void theModelThatServesIsAsItWas() {
        model.verify();
    }

    private static RefreshSettings adapter(double rate, int epochs) {
        return SmallCorpus.exact(epochs, rate)
                .with()
                .kind(RefreshKind.ADAPTER)
                .rank(4)
                .build();
    }

    private RefreshFolder write(SmallCorpus corpus, List<RefreshQuery> queries, RefreshSettings settings) {
        return corpus.write(directory.resolve("job"), model, queries, settings);
    }

    private static List<RefreshQuery> queries(SmallCorpus corpus, int count) {
        List<RefreshQuery> queries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            queries.add(corpus.about(i, i));
        }
        return queries;
    }

    private static RefreshOutcome run(RefreshFolder folder) throws Exception {
        Child.run(folder.path());
        return folder.read("outcome", RefreshOutcome.class).orElseThrow();
    }

    private static void failed(RefreshFolder folder, String code, String... words) throws Exception {
        RefreshOutcome outcome = run(folder);
        assertThat(outcome.state()).isEqualTo(RefreshOutcome.State.FAILED);
        assertThat(outcome.errorCode()).isEqualTo(code);
        assertThat(outcome.error()).contains(words);
        assertThat(folder.model()).doesNotExist();
    }

    private static void refused(RefreshOutcome outcome, String words) {
        assertThat(outcome.state()).isEqualTo(RefreshOutcome.State.REFUSED);
        assertThat(Objects.requireNonNull(outcome.verdict()).reasons()).anyMatch(reason -> reason.contains(words));
    }

    @Test
    void noJudgementsAreTooFew() throws Exception {
        failed(
                write(new SmallCorpus(20, 1), List.of(), adapter(0, 1)),
                "invalid_argument",
                "judged queries = 0",
                "at least 10");
    }

    @Test
    void queriesThatAreAllAlikeProveNothing() throws Exception {
        SmallCorpus corpus = new SmallCorpus(20, 1);
        List<RefreshQuery> queries = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            queries.add(corpus.query("what happened there", 3, i));
        }

        refused(run(write(corpus, queries, adapter(0, 2))), "all judged queries share documents");
    }

    @Test
    void aCorpusOfOneDocumentProvesNothing() throws Exception {
        SmallCorpus corpus = new SmallCorpus(1, 1);
        List<RefreshQuery> queries = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            queries.add(corpus.query("question " + i, 0, i));
        }

        refused(run(write(corpus, queries, adapter(0, 2))), "all judged queries share documents");
    }

    /** The same words, each time with another answer. */
    @Test
    void queriesThatContradictEachOtherComeToAVerdict() throws Exception {
        SmallCorpus corpus = new SmallCorpus(20, 1);
        List<RefreshQuery> queries = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            queries.add(corpus.query("what happened there", i, i));
        }

        RefreshOutcome outcome = run(write(corpus, queries, adapter(0, 2)));

        assertThat(outcome.state()).isNotEqualTo(RefreshOutcome.State.FAILED);
        assertThat(outcome.comparisons()).isNotEmpty().allSatisfy(one -> {
            boolean isLogarithm = one.name().equals(Comparison.LIKELIHOOD);
            assertThat(one.after()).isBetween(isLogarithm ? -5.0 : 0.0, isLogarithm ? 0.0 : 1.0);
        });
    }

    @Test
    void aTeacherThatScoresHalfOfThePassagesIsNotFollowed() throws Exception {
        SmallCorpus corpus = new SmallCorpus(30, 1);
        RefreshFolder folder = write(corpus, queries(corpus, 12), adapter(0, 1));
        RefreshData data = folder.data();
        for (int i = 0; i < 15; i++) {
            Arrays.fill(data.vectors()[i], Float.NaN);
        }
        folder.write(data);

        failed(folder, "invalid_argument", "coverage", "at least 0.9");
    }

    /** A rate of 1 moves weights by themselves at each step; the norm of each gradient is bounded. */
    @Test
    void whatExplodesIsToldOrRefused() throws Exception {
        SmallCorpus corpus = new SmallCorpus(40, 5);
        RefreshFolder folder = write(corpus, queries(corpus, 20), adapter(1, 100));

        RefreshOutcome outcome = run(folder);

        assertThat(outcome.state()).isNotEqualTo(RefreshOutcome.State.PASSED);
        if (outcome.state() == RefreshOutcome.State.FAILED) {
            assertThat(outcome.errorCode()).isIn("training_diverged", "invalid_model");
        }
    }

    /** The model computes with it, and the trainer does not know how it is derived. */
    @Test
    void anOperatorThatCannotBeTrainedIsNamed() throws Exception {
        SmallCorpus corpus = new SmallCorpus(20, 1);
        RefreshSettings settings = SmallCorpus.exact(1, 2e-5);
        RefreshFolder folder = write(corpus, queries(corpus, 12), settings);
        RefreshJob job = folder.read("job", RefreshJob.class).orElseThrow();
        Path other = directory.resolve("other");
        copy(model.path(), other);
        replace(other.resolve("model.onnx"), "Erf", "Elu");
        folder.write(
                "job",
                new RefreshJob(
                        job.id(),
                        job.collection(),
                        other.toString(),
                        job.purpose(),
                        job.space(),
                        job.newModel(),
                        settings,
                        Map.of()));

        failed(folder, "invalid_model", "Elu");
    }

    @Test
    void aFullDiskEndsTheRefreshAndNothingElse() throws Exception {
        SmallCorpus corpus = new SmallCorpus(20, 1);
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 512)) {
            RefreshFolder folder =
                    corpus.write(disk.folder().resolve("job"), model, queries(corpus, 12), adapter(0, 1));
            disk.fill();

            Process process = Child.start(folder.path());
            process.getInputStream().transferTo(OutputStream.nullOutputStream());

            assertThat(process.waitFor()).isEqualTo(1);
            assertThat(folder.read("outcome", RefreshOutcome.class)).isEmpty();
            assertThat(folder.model()).doesNotExist();
        }
    }

    @Test
    void aProcessWithoutEnoughMemoryFailsAlone() throws Exception {
        SmallCorpus corpus = new SmallCorpus(20, 1);
        RefreshFolder folder = write(corpus, queries(corpus, 12), SmallCorpus.exact(1, 2e-5));

        end(Child.start(folder.path(), HEAP, 300 * MEGABYTE));

        RefreshOutcome outcome = folder.read("outcome", RefreshOutcome.class).orElseThrow();
        assertThat(outcome.state()).isEqualTo(RefreshOutcome.State.FAILED);
        assertThat(outcome.error()).contains("out of memory");
        assertThat(folder.model()).doesNotExist();
    }

    @Test
    void aHeapThatIsTooSmallFailsAlone() throws Exception {
        SmallCorpus corpus = new SmallCorpus(20, 1);
        RefreshFolder folder = write(corpus, queries(corpus, 12), SmallCorpus.exact(1, 2e-5));

        int code = end(Child.start(folder.path(), 24 * MEGABYTE, 0));

        assertThat(code).isNotZero();
        assertThat(folder.read("outcome", RefreshOutcome.class))
                .hasValueSatisfying(outcome -> assertThat(outcome.state()).isEqualTo(RefreshOutcome.State.FAILED));
        assertThat(folder.model()).doesNotExist();
    }

    private static int end(Process process) throws Exception {
        process.getInputStream().transferTo(OutputStream.nullOutputStream());
        return process.waitFor();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    /** Names of operators and of what they compute, each as long as before. */
    private static void replace(Path file, String word, String other) throws IOException {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        Files.writeString(file, bytes.replace(word, other), StandardCharsets.ISO_8859_1);
    }
}
