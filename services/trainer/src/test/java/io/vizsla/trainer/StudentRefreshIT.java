package io.vizsla.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.QuerySideEncoder;
import io.vizsla.api.model.Precision;
import io.vizsla.encoding.EncoderOptions;
import io.vizsla.encoding.OnnxBiEncoder;
import io.vizsla.models.BuiltInModels;
import io.vizsla.models.ModelFolder;
import io.vizsla.refresh.data.RefreshQuery;
import io.vizsla.refresh.job.Comparison;
import io.vizsla.refresh.job.RefreshFolder;
import io.vizsla.refresh.job.RefreshJob;
import io.vizsla.refresh.job.RefreshOutcome;
import io.vizsla.refresh.job.RefreshSettings;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole refresh of kind student: the small built-in model learns to read queries for the large one's passages. */
class StudentRefreshIT {

    private static final String STUDENT = "all-minilm-l6-v2";

    @TempDir
    private Path directory;

    @Test
    void theSmallModelServesTheLargeOnesIndex() throws Exception {
        SmallCorpus corpus = new SmallCorpus(60, 42);
        List<RefreshQuery> queries = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            queries.add(corpus.about(i, i));
        }
        ModelFolder teacher = SmallCorpus.model(directory);
        ModelFolder small = BuiltInModels.ensure(directory.resolve("models"), STUDENT);
        RefreshSettings settings =
                SmallCorpus.exact(1, 1e-4).with().student(STUDENT).build();
        RefreshFolder folder = corpus.write(directory.resolve("job"), teacher, queries, settings);
        RefreshJob plain = folder.read("job", RefreshJob.class).orElseThrow();
        RefreshJob job = new RefreshJob(
                plain.id(),
                plain.collection(),
                plain.modelFolder(),
                plain.purpose(),
                plain.space(),
                plain.newModel(),
                settings,
                plain.data(),
                small.path().toAbsolutePath().toString());

        RefreshOutcome outcome =
                new RefreshRun(folder, job, new Console(new PrintStream(OutputStream.nullOutputStream()))).run();

        ModelFolder written = ModelFolder.open(folder.model());
        written.verify();
        assertThat(outcome.model()).isEqualTo("refreshed");
        assertThat(outcome.comparisons()).extracting(Comparison::name).contains("dense", "hybrid");
        assertThat(Objects.requireNonNull(outcome.verdict()).reasons().getFirst())
                .contains("of its teacher's");
        assertThat(written.manifest().pooling()).isEqualTo(small.manifest().pooling());
        assertThat(Objects.requireNonNull(written.manifest().querySide()).space())
                .isEqualTo(teacher.manifest().space().id());
        assertThat(written.manifest().provenance())
                .containsEntry("kind", "student")
                .containsEntry("teacher", teacher.manifest().space().id())
                .containsEntry("parent", STUDENT + "@1")
                .containsEntry("device", BaseModel.device().toString())
                .containsEntry(
                        "teacherGraph",
                        Objects.requireNonNull(teacher.manifest().graph(Precision.FP32))
                                .sha256());
        try (OnnxBiEncoder large = OnnxBiEncoder.open(teacher.path(), teacher.manifest(), EncoderOptions.defaults());
                OnnxBiEncoder student =
                        OnnxBiEncoder.open(written.path(), written.manifest(), EncoderOptions.defaults())) {
            EncodingInput query = EncodingInput.query(queries.getFirst().text());
            float[] own = new QuerySideEncoder(large, student, written.queryMap(), false)
                    .encode(List.of(query))
                    .dense()[0];
            float[] wanted = large.encode(List.of(query)).dense()[0];
            assertThat(Similarity.dot(own, wanted)).isGreaterThan(0.7f);
        }
    }
}
