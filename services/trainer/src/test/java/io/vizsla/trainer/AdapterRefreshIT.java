package io.vizsla.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.encoding.AffineMap;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.encoding.EncoderOptions;
import io.vizsla.encoding.OnnxBiEncoder;
import io.vizsla.encoding.PrecisionChoice;
import io.vizsla.models.BuiltInModels;
import io.vizsla.models.Checksums;
import io.vizsla.models.ModelFolder;
import io.vizsla.refresh.data.RefreshData;
import io.vizsla.refresh.data.RefreshQuery;
import io.vizsla.refresh.job.LearnedPairs;
import io.vizsla.refresh.job.RefreshFolder;
import io.vizsla.refresh.job.RefreshJob;
import io.vizsla.refresh.job.RefreshKind;
import io.vizsla.refresh.job.RefreshOutcome;
import io.vizsla.refresh.job.RefreshSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdapterRefreshIT {

    private static final List<String> ANIMALS =
            List.of("cat", "owl", "otter", "horse", "salmon", "beetle", "crow", "goat", "lizard", "whale");
    private static final List<String> MATTERS = List.of("food", "sleep", "young", "enemies");
    private static final RefreshSettings SETTINGS = RefreshSettings.DEFAULTS
            .with()
            .kind(RefreshKind.ADAPTER)
            .epochs(3)
            .batch(8)
            .precision("fp32")
            .threads(1)
            .folds(2)
            .passages(1000)
            .rank(4)
            .build();

    @TempDir
    private static Path shared;

    @TempDir
    private Path path;

    /** A document for each animal and matter, and a query for each document. */
    private static RefreshData data(ModelFolder model, RefreshQuery.Origin origin) {
        List<String> documents = new ArrayList<>();
        List<RefreshQuery> queries = new ArrayList<>();
        List<EncodingInput> passages = new ArrayList<>();
        for (String animal : ANIMALS) {
            for (String matter : MATTERS) {
                String id = animal + "-" + matter;
                documents.add(id);
                passages.add(EncodingInput.passage("About the " + matter + " of the " + animal + "."));
                queries.add(new RefreshQuery(
                        "q-" + id,
                        "what is known of a " + animal + " and its " + matter,
                        "",
                        origin,
                        Map.of(id, 1.0),
                        Map.of(passages.size() - 1, 3.0),
                        Map.of(),
                        0.3));
            }
        }
        PrecisionChoice full = PrecisionChoice.of("precision", "fp32");
        try (OnnxBiEncoder encoder = OnnxBiEncoder.open(
                model.path(), model.manifest(), EncoderOptions.defaults().withPrecision(full, full))) {
            return new RefreshData(encoder.encode(passages).dense(), documents, queries);
        }
    }

    private RefreshOutcome run(RefreshData data, RefreshSettings settings) {
        ModelFolder model = model();
        RefreshFolder folder = new RefreshFolder(path);
        folder.write(data);
        RefreshJob job = new RefreshJob(
                "job",
                "animals",
                model.path().toString(),
                "knowledge",
                model.manifest().space().id(),
                "refreshed",
                settings,
                Map.of());
        return new RefreshRun(folder, job, new Console(new PrintStream(OutputStream.nullOutputStream()))).run();
    }

    private static ModelFolder model() {
        return BuiltInModels.ensure(shared, BuiltInModels.DEFAULT);
    }

    @Test
    void theParentsGraphsStayAndAMapMovesTheQueries() throws IOException {
        ModelManifest parent = model().manifest();
        RefreshData data = data(model(), RefreshQuery.Origin.JUDGED);

        RefreshOutcome outcome = run(data, SETTINGS);

        ModelFolder written = ModelFolder.open(path.resolve("model"));
        written.verify();
        assertThat(outcome.model()).isEqualTo("refreshed");
        assertThat(written.manifest().graphs()).isEqualTo(parent.graphs());
        assertThat(written.manifest().tokenProjection()).isEqualTo(parent.tokenProjection());
        var side = Objects.requireNonNull(written.manifest().querySide());
        assertThat(side.space()).isEqualTo(parent.space().id());
        assertThat(Objects.requireNonNull(side.map()).path()).isEqualTo("query-map.bin");
        assertThat(written.manifest().provenance()).containsEntry("kind", "adapter");
        AffineMap map = Objects.requireNonNull(written.queryMap());
        assertThat(map.bytes())
                .isNotEqualTo(AffineMap.identity(parent.dimension()).bytes());
    }

    @Test
    void eachRunLeavesTheWayBack() throws IOException {
        run(data(model(), RefreshQuery.Origin.JUDGED), SETTINGS);

        Path file = path.resolve("model/space-map.bin");
        Map<String, String> provenance =
                ModelFolder.open(path.resolve("model")).manifest().provenance();
        assertThat(provenance)
                .containsEntry("spaceMap", "space-map.bin")
                .containsEntry("spaceMap.sha256", Checksums.of(Files.readAllBytes(file)))
                .containsEntry("spaceMap.heldOut", "8")
                .containsKeys("spaceMap.cosine.none", "spaceMap.cosine.shift", "spaceMap.cosine.affine");
        int dimension = model().manifest().dimension();
        AffineMap back = AffineMap.read(dimension, Files.readAllBytes(file));
        assertThat(back.outputs()).isEqualTo(dimension);
        assertThat(Files.readString(path.resolve("report.html"), StandardCharsets.UTF_8))
                .contains("Way back to the old vectors")
                .contains("shift")
                .contains(provenance.get("spaceMap.cosine.affine"));
    }

    @Test
    void cosinesAreCalibratedOnQueriesWhoseDocumentsWereNotLearned() throws IOException {
        run(data(model(), RefreshQuery.Origin.JUDGED), SETTINGS);

        CalibrationCheck check = new RefreshFolder(path)
                .read("calibration", CalibrationCheck.class)
                .orElseThrow();
        assertThat(check.queries()).isEqualTo(40);
        assertThat(check.metrics()).containsOnlyKeys("cosine", "line", "head");
        // A cosine of 0.6 is no probability of 0.6 where one of forty passages is relevant.
        assertThat(check.metrics().get("line").calibrationError())
                .isLessThan(check.metrics().get("cosine").calibrationError() / 2);
        assertThat(Files.readString(path.resolve("report.html"))).contains("Cosines as probabilities");
    }

    @Test
    void fewQueriesSayNothingOfProbabilities() {
        RefreshData all = data(model(), RefreshQuery.Origin.JUDGED);

        run(new RefreshData(all.vectors(), all.documents(), all.queries().subList(0, 16)), SETTINGS);

        assertThat(path.resolve("calibration.json")).doesNotExist();
    }

    @Test
    void whatWasMeasuredOnMadeUpQueriesDoesNotServeByItself() {
        RefreshSettings free = with(LearnedPairs.LABEL_FREE);

        RefreshOutcome outcome = run(data(model(), RefreshQuery.Origin.KEYWORDS), free);

        assertThat(outcome.state()).isEqualTo(RefreshOutcome.State.REFUSED);
        assertThat(outcome.model()).isEqualTo("refreshed");
        assertThat(Objects.requireNonNull(outcome.verdict()).reasons().getFirst())
                .contains("made-up queries alone");
        assertThat(path.resolve("model/query-map.bin")).exists();
    }

    @Test
    void onAskedQueriesTheTeacherAloneIsFollowed() throws IOException {
        RefreshData all = data(model(), RefreshQuery.Origin.JUDGED);
        List<RefreshQuery> queries = new ArrayList<>(all.queries().subList(0, 20));
        all.queries()
                .subList(20, 40)
                .forEach(query -> queries.add(new RefreshQuery(
                        query.id(),
                        query.text(),
                        "",
                        RefreshQuery.Origin.LOGGED,
                        Map.of(),
                        query.lexical(),
                        Map.of(),
                        query.wordWeight())));
        RefreshData some = new RefreshData(all.vectors(), all.documents(), queries);

        run(some, with(LearnedPairs.JUDGED));
        AffineMap judgedAlone =
                Objects.requireNonNull(ModelFolder.open(path.resolve("model")).queryMap());
        RefreshOutcome outcome = run(some, with(LearnedPairs.WITH_LOG));

        assertThat(outcome.comparisons())
                .filteredOn(one -> one.group().equals("unseen"))
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.queries()).isEqualTo(20));
        assertThat(Objects.requireNonNull(
                                ModelFolder.open(path.resolve("model")).queryMap())
                        .bytes())
                .as("what was asked moves it too")
                .isNotEqualTo(judgedAlone.bytes());
    }

    private static RefreshSettings with(LearnedPairs pairs) {
        return SETTINGS.with().epochs(1).risk(1).loss(1).pairs(pairs).build();
    }

    @Test
    void withoutMadeQueriesNothingIsLearnedWithoutLabels() {
        RefreshSettings free = with(LearnedPairs.LABEL_FREE);

        assertThatThrownBy(() -> run(data(model(), RefreshQuery.Origin.JUDGED), free))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("queries made of passages = 0");
    }

    @Test
    void theMapBackGivesTheOldVectors() {
        RefreshData data = data(model(), RefreshQuery.Origin.JUDGED);
        try (BaseModel model = BaseModel.open(model().path(), io.vizsla.api.encoding.Purpose.KNOWLEDGE, 1)) {
            Prepared prepared = Prepared.of(data, model, SETTINGS);
            float[][] rows = AffineMap.identity(prepared.vectors()[0].length).rows();
            rows[0][1] += 0.5f;
            rows[2][0] -= 0.5f;
            Trained trained = new TrainedAdapter(AffineMap.of(rows), prepared.vectors());

            List<Integer> all =
                    IntStream.range(0, data.queries().size()).boxed().toList();
            var ways = WayBack.of(trained, Searched.unmoved(data), prepared, all, 1)
                    .orElseThrow();

            float[] moved = trained.vectors(List.of(0))[0];
            double before = Similarity.dot(moved, prepared.vectors()[0]);
            assertThat((double) Similarity.dot(ways.best().map().apply(moved), prepared.vectors()[0]))
                    .isGreaterThan(before)
                    .isCloseTo(1, within(0.05));
        }
    }

    @Test
    void queriesThatAreAllAlikeTellOfNoWay() {
        RefreshData data = data(model(), RefreshQuery.Origin.JUDGED);
        float[] one = data.vectors()[0];
        float[][] equal = {one, one.clone(), one.clone()};
        Prepared prepared = new Prepared(
                new RefreshData(equal, List.of("a", "b", "c"), List.of()),
                equal,
                List.of(),
                new Labels(List.of(), List.of(), 0, 0));

        Trained trained = new TrainedAdapter(AffineMap.identity(one.length), equal);

        assertThat(WayBack.of(trained, Searched.unmoved(prepared.data()), prepared, List.of(0, 1, 2), 1))
                .isEmpty();
    }
}
