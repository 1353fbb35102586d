package io.vizsla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.encoding.Space;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.QuerySide;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.index.lucene.LuceneOptions;
import io.vizsla.index.lucene.LucenePassageIndexes;
import io.vizsla.models.ModelFolder;
import io.vizsla.models.imports.ImportOptions;
import io.vizsla.models.imports.ModelImport;
import io.vizsla.testkit.TinyExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which model reads a collection's queries: switched, rolled back, and kept from being removed. */
class ModelsUseCommandTest {

    private static final String USE = "POST /v1/collections/docs/model";
    private static final String ROLL_BACK = "POST /v1/collections/docs/model/rollback";
    private static final String TUNED =
            "{\"name\":\"docs\",\"model\":\"bge\",\"queryModel\":\"tuned\",\"previousQueryModel\":\"bge\"}";
    private static final String BACK =
            "{\"name\":\"docs\",\"model\":\"bge\",\"queryModel\":null,\"previousQueryModel\":\"tuned\"}";

    @TempDir
    private Path data;

    private FakeInstance instance;

    @BeforeEach
    void start() throws IOException {
        instance = new FakeInstance().on(USE, 200, TUNED).on(ROLL_BACK, 200, BACK);
    }

    @AfterEach
    void stop() {
        instance.close();
    }

    @Test
    void useSendsModelAndStrategyAndTellsTheWayBack() {
        Cli used = Cli.run(instance, "models", "use", "docs", "tuned");
        Cli.run(instance, "models", "use", "docs", "tuned", "--strategy", "compensate");

        assertThat(used.exitCode()).as(used.err()).isZero();
        assertThat(used.out()).contains("read by tuned. Before: bge; ./vizsla models rollback docs goes back.");
        assertThat(instance.asked(USE))
                .extracting(FakeInstance.Asked::body)
                .containsExactly(
                        "{\"model\":\"tuned\",\"strategy\":\"query-only\"}",
                        "{\"model\":\"tuned\",\"strategy\":\"compensate\"}");
    }

    @Test
    void reindexWaitsUntilTheNewIndexServes() {
        instance.on(USE, 202, rebuild("building", "")).on("GET /v1/collections/docs/rebuild", 200, rebuild("done", ""));

        Cli used = Cli.run(instance, "models", "use", "docs", "mini", "--strategy", "reindex");

        assertThat(used.exitCode()).as(used.err()).isZero();
        assertThat(used.out()).contains("docs is served by an index of mini. Before: bge;");
    }

    @Test
    void aRebuildThatFailsIsToldWithItsReason() {
        instance.on(ROLL_BACK, 202, rebuild("building", ""))
                .on("GET /v1/collections/docs/rebuild", 200, rebuild("failed", ",\"trouble\":\"d7 is too long\""));

        Cli back = Cli.run(instance, "models", "rollback", "docs");

        assertThat(back.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(back.out()).contains("Nothing has changed: d7 is too long");
    }

    private static String rebuild(String state, String more) {
        return "{\"collection\":\"docs\",\"state\":\"" + state
                + "\",\"from\":{\"model\":\"bge\"},\"to\":{\"model\":\"mini\"}" + more + "}";
    }

    @Test
    void rollbackTellsWhoReadsNow() throws IOException {
        Cli back = Cli.run(instance, "models", "rollback", "docs");
        Cli json = Cli.run(instance, "models", "rollback", "docs", "--json");

        assertThat(back.exitCode()).as(back.err()).isZero();
        assertThat(back.out()).contains("The queries of docs are read by bge. Before: tuned;");
        assertThat(Json.MAPPER.readTree(json.out())).isEqualTo(Json.MAPPER.readTree(BACK));
        assertThat(instance.asked(ROLL_BACK)).hasSize(2);
    }

    @Test
    void aRefusalIsTold() {
        instance.refuse(USE, 409, "conflict", "model = other is not valid: must be one whose querySide is the space");

        Cli refused = Cli.run(instance, "models", "use", "docs", "other");

        assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err()).contains("querySide", "(conflict)");
    }

    @Test
    void showNamesTheModelThatReadsTheQueries() {
        instance.on("GET /v1/collections/docs", 200, TUNED);

        assertThat(Cli.run(instance, "collections", "show", "docs").out()).containsPattern("query model +tuned");
    }

    @Test
    void aModelThatReadsQueriesOrDidBeforeIsKept() throws IOException {
        importModel("tuned");
        importModel("free");
        for (String collection : new String[] {TUNED, BACK}) {
            instance.on("GET /v1/collections", 200, "{\"collections\":[" + collection + "]}");

            Cli refused = remove("tuned", "--url", instance.url());

            assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(refused.err()).contains("used by docs");
        }
        assertThat(remove("free", "--url", instance.url()).exitCode()).isZero();
    }

    @Test
    void aStoppedInstanceCannotTellWhetherAModelForItsSpaceReadsItsQueries() throws IOException {
        ModelFolder documents = importModel("documents");
        ModelFolder tuned = importModel("tuned");
        Space space = documents.manifest().space();
        ModelManifest serving = tuned.manifest().withQuerySide(new QuerySide(space.id(), null));
        Files.write(tuned.path().resolve(ModelFolder.MANIFEST), ModelFolder.manifestJson(serving));
        new LucenePassageIndexes(data.resolve("index"), LuceneOptions.DEFAULTS)
                .open(new IndexSpec("docs", space, 16, 0, "en", FieldSchema.EMPTY))
                .close();

        Cli refused = remove("tuned");

        assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err()).contains("cannot be told", "docs", "--force");
        assertThat(remove("tuned", "--force").exitCode()).isZero();
    }

    private Cli remove(String... args) {
        String[] all = new String[args.length + 4];
        all[0] = "models";
        all[1] = "remove";
        System.arraycopy(args, 0, all, 2, args.length);
        all[args.length + 2] = "--data-dir";
        all[args.length + 3] = data.toString();
        return Cli.run(all);
    }

    private ModelFolder importModel(String name) throws IOException {
        return new ModelImport(data.resolve("models"), ImportOptions.DEFAULTS.withName(name))
                .run(TinyExport.write(data.resolve("export-" + name)).folder(), draft -> {})
                .folder();
    }
}
