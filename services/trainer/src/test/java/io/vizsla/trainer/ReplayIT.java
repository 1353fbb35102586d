package io.vizsla.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.Precision;
import io.vizsla.models.BuiltInModels;
import io.vizsla.models.ModelFolder;
import io.vizsla.refresh.data.RefreshQuery;
import io.vizsla.refresh.job.RefreshFolder;
import io.vizsla.refresh.job.RefreshJob;
import io.vizsla.refresh.job.RefreshKind;
import io.vizsla.refresh.job.RefreshOutcome;
import io.vizsla.refresh.job.RefreshSettings;
import io.vizsla.refresh.job.Replay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Refreshes made once more, in processes of their own. */
class ReplayIT {

    @TempDir
    static Path shared;

    @TempDir
    Path directory;

    private static RefreshFolder kept;
    private static ModelManifest made;
    private static ModelManifest parent;

    @BeforeAll
    static void refresh() throws Exception {
        parent = SmallCorpus.model(shared).manifest();
        kept = corpus(shared.resolve("adapter"), RefreshKind.ADAPTER);
        Child.run(kept.path());
        made = manifest(kept);
    }

    private static RefreshFolder corpus(Path path, RefreshKind kind) {
        SmallCorpus corpus = new SmallCorpus(40, 3);
        List<RefreshQuery> queries = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            queries.add(corpus.about(i, i));
        }
        return corpus.write(path, SmallCorpus.model(shared), queries, settings(kind));
    }

    private static RefreshSettings settings(RefreshKind kind) {
        return SmallCorpus.exact(2, 0).with().kind(kind).rank(4).build();
    }

    private static Replay replay(ModelManifest model, RefreshFolder folder) {
        return Replay.of(model, folder, path -> ModelFolder.open(path).manifest());
    }

    private static ModelManifest manifest(RefreshFolder folder) {
        return ModelFolder.open(folder.model()).manifest();
    }

    @Test
    void anAdapterComesOutAgainBitForBit() throws Exception {
        RefreshFolder again = new RefreshFolder(directory.resolve("again"));
        Replay replay = replay(made, kept);

        RefreshSettings settings = replay.write(again, "again");
        Child.run(again.path());

        assertThat(settings.threads()).isEqualTo(1);
        assertThat(replay.isRepeatedBy(manifest(again))).isTrue();
        assertThat(replay.verdict(manifest(again))).contains("bit for bit").contains("map=");
        assertThat(outcome(again).comparisons()).isEqualTo(outcome(kept).comparisons());
    }

    @Test
    void anEncoderComesOutAgainBitForBit() throws Exception {
        RefreshFolder first = corpus(directory.resolve("first"), RefreshKind.QUERY_ENCODER);
        Child.run(first.path());
        RefreshFolder again = new RefreshFolder(directory.resolve("again"));
        Replay replay = replay(manifest(first), first);

        replay.write(again, "again");
        Child.run(again.path());

        assertThat(replay.isRepeatedBy(manifest(again))).isTrue();
        assertThat(replay(made, kept).isRepeatedBy(manifest(again))).isFalse();
        assertThat(replay(made, kept).verdict(manifest(again)))
                .contains("not those of refreshed")
                .contains("1 in fp32");
    }

    /** Its parent is the small model; the large one that taught it has to be what it was, too. */
    @Test
    void aStudentComesOutAgainBitForBit() throws Exception {
        ModelFolder small = BuiltInModels.ensure(shared.resolve("models"), "all-minilm-l6-v2");
        RefreshFolder first = corpus(directory.resolve("first"), RefreshKind.QUERY_ENCODER);
        RefreshJob plain = first.read("job", RefreshJob.class).orElseThrow();
        first.write(
                "job",
                new RefreshJob(
                        plain.id(),
                        plain.collection(),
                        plain.modelFolder(),
                        plain.purpose(),
                        plain.space(),
                        plain.newModel(),
                        plain.settings().with().student("all-minilm-l6-v2").build(),
                        plain.data(),
                        small.path().toAbsolutePath().toString()));
        Child.run(first.path());
        RefreshFolder again = new RefreshFolder(directory.resolve("again"));
        Replay replay = replay(manifest(first), first);

        replay.write(again, "again");
        Child.run(again.path());

        assertThat(replay.parent().name()).isEqualTo("all-minilm-l6-v2");
        assertThat(replay.isRepeatedBy(manifest(again)))
                .as(replay.verdict(manifest(again)))
                .isTrue();
        refused("teacherGraph", () -> new Replay(manifest(first), first, small.manifest(), changed())
                .write(new RefreshFolder(directory.resolve("target")), "x"));
    }

    @Test
    void aParentThatIsGoneIsNamed() {
        RefreshJob job = kept.read("job", RefreshJob.class).orElseThrow();
        RefreshFolder orphan = new RefreshFolder(directory.resolve("orphan"));
        orphan.write("job", of(job, "/nowhere/bge", null));
        RefreshFolder untaught = new RefreshFolder(directory.resolve("untaught"));
        untaught.write("job", of(job, "/nowhere/bge", job.modelFolder()));

        refused("parent", () -> replay(made, orphan));
        refused("teacher", () -> replay(made, untaught));
    }

    private static RefreshJob of(RefreshJob job, String model, @Nullable String student) {
        return new RefreshJob(
                job.id(),
                job.collection(),
                model,
                job.purpose(),
                job.space(),
                job.newModel(),
                job.settings(),
                job.data(),
                student);
    }

    @Test
    void whatDiffersIsNamed() throws Exception {
        RefreshFolder other = new RefreshFolder(directory.resolve("other"));
        for (String file : List.of("documents.ndjson", "queries.ndjson", "vectors.f32", "job.json")) {
            Files.createDirectories(other.path());
            Files.copy(kept.path().resolve(file), other.path().resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        RefreshFolder target = new RefreshFolder(directory.resolve("target"));

        Files.writeString(
                other.path().resolve("queries.ndjson"),
                Files.readString(other.path().resolve("queries.ndjson")).replace("what happened", "what became"));
        refused("data.queries.ndjson", () -> replay(made, other).write(target, "x"));
        refused("parentGraph", () -> new Replay(made, kept, changed(), null).write(target, "x"));

        Files.copy(
                kept.path().resolve("queries.ndjson"),
                other.path().resolve("queries.ndjson"),
                StandardCopyOption.REPLACE_EXISTING);
        RefreshJob job = other.read("job", RefreshJob.class).orElseThrow();
        other.write(
                "job",
                new RefreshJob(
                        job.id(),
                        job.collection(),
                        job.modelFolder(),
                        job.purpose(),
                        job.space(),
                        job.newModel(),
                        job.settings().with().precision("bf16").threads(2).build(),
                        job.data()));
        refused("settings", () -> replay(made, other).write(target, "x"));
        assertThat(target.path()).doesNotExist();
    }

    @Test
    void whatNoRefreshMadeHasNone() {
        refused("replay", () -> Replay.job(parent));
        refused("replay", () -> Replay.kept(made, new RefreshFolder(directory)));
    }

    /** The parent with another graph. */
    private static ModelManifest changed() {
        return new ModelManifest(
                parent.name(),
                parent.version(),
                parent.architecture(),
                Map.of(Precision.FP32, new ModelFile("model.onnx", "0".repeat(64), 1)),
                parent.tokenizer(),
                null,
                0,
                parent.dimension(),
                parent.maxTokens(),
                parent.pooling(),
                parent.normalize(),
                parent.padding(),
                null,
                parent.prompts(),
                parent.purposes(),
                parent.blend(),
                null,
                List.of(),
                parent.longInputs(),
                null,
                parent.language(),
                Map.of());
    }

    private static RefreshOutcome outcome(RefreshFolder folder) {
        return folder.read("outcome", RefreshOutcome.class).orElseThrow();
    }

    private static void refused(String field, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(VizslaException.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.CONFLICT);
            assertThat(refused.field()).contains(field);
        });
    }
}
