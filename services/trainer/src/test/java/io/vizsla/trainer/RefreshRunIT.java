package io.vizsla.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.model.Precision;
import io.vizsla.encoding.EncoderOptions;
import io.vizsla.encoding.OnnxBiEncoder;
import io.vizsla.models.ModelFolder;
import io.vizsla.refresh.data.RefreshQuery;
import io.vizsla.refresh.job.RefreshFolder;
import io.vizsla.refresh.job.RefreshOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole refreshes with the real model, in processes of their own. */
class RefreshRunIT {

    @TempDir
    static Path shared;

    @TempDir
    Path directory;

    @Test
    void aRunThatWasKilledInEachPhaseGivesTheSameModelAsOneThatWasNot() throws Exception {
        RefreshFolder calm = natural(directory.resolve("calm"));
        RefreshFolder killed = natural(directory.resolve("killed"));

        Child.run(calm.path());
        Child.killAt(killed.path(), line -> line.contains("\"prepare\""));
        List<String> first =
                Child.killAt(killed.path(), line -> line.contains("\"fold\":1") && line.contains("\"metric\""));
        Child.killAt(killed.path(), line -> line.contains("\"fold\":2") && line.contains("\"step\""));
        List<String> later = Child.killAt(killed.path(), line -> line.contains("\"train\""));
        Child.killAt(killed.path(), line -> line.contains("\"export\""));
        List<String> last = Child.run(killed.path());

        assertThat(first).anyMatch(line -> line.contains("\"fold\":1") && line.contains("\"step\""));
        assertThat(later).as("what is done is not done again").noneMatch(line -> line.contains("\"fold\":1,"));
        assertThat(last).noneMatch(line -> line.contains("\"fold\":2,"));
        RefreshOutcome wanted = outcome(calm);
        RefreshOutcome found = outcome(killed);
        assertThat(found.state()).isEqualTo(wanted.state()).isNotEqualTo(RefreshOutcome.State.FAILED);
        assertThat(found.comparisons()).isEqualTo(wanted.comparisons());
        assertThat(graph(killed)).isEqualTo(graph(calm));
    }

    @Test
    void theModelThatIsWrittenServesTheOldIndex() throws Exception {
        RefreshFolder folder = natural(directory.resolve("job"));

        Child.run(folder.path());

        ModelFolder written = ModelFolder.open(folder.model());
        written.verify();
        assertThat(written.manifest().name()).isEqualTo("refreshed");
        assertThat(Objects.requireNonNull(written.manifest().querySide()).space())
                .isEqualTo(SmallCorpus.model(shared).manifest().space().id());
        assertThat(written.manifest().provenance())
                .containsKeys("parent", "parentGraph", "settings", "seed", "ndcg10.dense.unseen");
        try (OnnxBiEncoder encoder =
                OnnxBiEncoder.open(written.path(), written.manifest(), EncoderOptions.defaults())) {
            assertThat(encoder.encode(List.of(EncodingInput.query("what happened to the harbor")))
                            .dense()[0])
                    .hasSize(384);
        }
        assertThat(Files.readString(folder.report()))
                .contains("Before and after")
                .contains("polyline");
    }

    @Test
    void aModelThatLearnsWhichDocumentsArePopularIsRefusedByName() throws Exception {
        SmallCorpus corpus = new SmallCorpus(200, 11);
        List<RefreshQuery> queries = new ArrayList<>();
        // Seven documents are judged the answer to four queries each that are about something else; what is learned of
        // them
        // moves all queries towards documents that are often right, and away from their own.
        for (int i = 0; i < 28; i++) {
            RefreshQuery about = corpus.about(100 + i, i);
            queries.add(corpus.query(about.text(), i % 7, i));
        }
        for (int i = 28; i < 48; i++) {
            queries.add(corpus.about(20 + i, i));
        }
        RefreshFolder folder = corpus.write(
                directory.resolve("popular"), SmallCorpus.model(shared), queries, SmallCorpus.exact(4, 1e-4));

        Child.run(folder.path());

        RefreshOutcome outcome = outcome(folder);
        assertThat(outcome.state()).isEqualTo(RefreshOutcome.State.REFUSED);
        assertThat(Objects.requireNonNull(outcome.verdict()).reasons())
                .anyMatch(reason -> reason.contains("which documents are popular"));
        assertThat(Files.readString(folder.report())).contains("which documents are popular");
    }

    @Test
    void tooFewQueriesAreRefusedByNumber() throws Exception {
        SmallCorpus corpus = new SmallCorpus(20, 1);
        RefreshFolder folder = corpus.write(
                directory.resolve("few"),
                SmallCorpus.model(shared),
                List.of(corpus.about(1, 1)),
                SmallCorpus.exact(1, 2e-5));

        Child.run(folder.path());

        assertThat(outcome(folder).state()).isEqualTo(RefreshOutcome.State.FAILED);
        assertThat(outcome(folder).error()).contains("judged queries = 1").contains("at least 10");
    }

    @Test
    void aRateThatBlowsUpIsToldAndLeavesNoModel() throws Exception {
        SmallCorpus corpus = new SmallCorpus(40, 5);
        List<RefreshQuery> queries = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            queries.add(corpus.about(i, i));
        }
        RefreshFolder folder =
                corpus.write(directory.resolve("wild"), SmallCorpus.model(shared), queries, SmallCorpus.exact(20, 1));

        Child.run(folder.path());

        RefreshOutcome outcome = outcome(folder);
        assertThat(outcome.state()).isNotEqualTo(RefreshOutcome.State.PASSED);
        if (outcome.state() == RefreshOutcome.State.FAILED) {
            assertThat(outcome.errorCode()).isEqualTo("training_diverged");
            assertThat(folder.model()).doesNotExist();
        }
    }

    @Test
    void endsWhenItsParentIsGone() throws Exception {
        RefreshFolder folder = natural(directory.resolve("orphan"));
        Process process = Child.start(folder.path());
        try {
            process.getOutputStream().close();

            assertThat(process.waitFor()).isEqualTo(3);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Queries about one document each, two of them about the same. */
    private static RefreshFolder natural(Path path) {
        SmallCorpus corpus = new SmallCorpus(60, 42);
        List<RefreshQuery> queries = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            queries.add(corpus.about(i == 15 ? 0 : i, i));
        }
        return corpus.write(path, SmallCorpus.model(shared), queries, SmallCorpus.exact(2, 2e-5));
    }

    private static RefreshOutcome outcome(RefreshFolder folder) {
        return folder.read("outcome", RefreshOutcome.class).orElseThrow();
    }

    private static String graph(RefreshFolder folder) {
        return Objects.requireNonNull(
                        ModelFolder.open(folder.model()).manifest().graph(Precision.FP32))
                .sha256();
    }
}
