package io.vizsla.query.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.api.passage.Signals;
import io.vizsla.api.query.Demonstrations;
import io.vizsla.api.query.Mode;
import io.vizsla.api.query.Query;
import io.vizsla.query.chat.ConfiguredChat;
import io.vizsla.query.collection.QueryLog;
import io.vizsla.query.config.ChatConfig;
import io.vizsla.query.config.TrainingConfig;
import io.vizsla.query.port.Searcher.Found;
import io.vizsla.query.testing.Configs;
import io.vizsla.query.testing.FakeJudgements;
import io.vizsla.query.testing.FakeSearcher;
import io.vizsla.query.testing.OneModel;
import io.vizsla.refresh.data.RefreshData;
import io.vizsla.refresh.data.RefreshQuery;
import io.vizsla.refresh.job.HeldOut;
import io.vizsla.refresh.job.RefreshFolder;
import io.vizsla.refresh.job.RefreshJob;
import io.vizsla.refresh.job.RefreshKind;
import io.vizsla.refresh.job.RefreshSettings;
import io.vizsla.refresh.job.RefreshSettingsBuilder;
import io.vizsla.retrieval.calibration.LearnedCalibration;
import io.vizsla.retrieval.calibration.LogitLine;
import io.vizsla.retrieval.calibration.Ranking;
import io.vizsla.testkit.FakeEncoder;
import io.vizsla.testkit.FakeOpenCollections;
import io.vizsla.testkit.InMemoryCollectionRegistry;
import io.vizsla.testkit.InMemoryPassageIndexes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreLessonTest {

    private static final CollectionSpec SPEC =
            new CollectionSpec("docs", "fake", "en", new Cutting(32, 0), FieldSchema.EMPTY, Map.of());

    @TempDir
    private Path directory;

    private final FakeEncoder encoder = new FakeEncoder();
    private final PassageIndex index = new InMemoryPassageIndexes()
            .open(new IndexSpec("docs", encoder.card().space(), FakeEncoder.DIMENSION, 0, "en", FieldSchema.EMPTY));
    private final List<Query> asked = new ArrayList<>();
    private final List<float[]> read = new ArrayList<>();
    private final List<Integer> tokens = new ArrayList<>();
    private int relevantHits = Integer.MAX_VALUE;
    private RefreshFolder folder;

    @BeforeEach
    void create() throws IOException {
        folder = new RefreshFolder(directory.resolve("job"));
        Files.createDirectories(folder.model());
    }

    @AfterEach
    void close() {
        index.close();
    }

    /** Half of the hits are relevant where a fifth were said to be. */
    @Test
    void probabilitiesAreTakenToWhatTurnsOut() {
        queries(40, RefreshQuery.Origin.JUDGED);

        lesson().write(SPEC, folder, job(RefreshKind.QUERY_ENCODER), () -> {});

        LearnedCalibration learned = learned().orElseThrow();
        assertThat(learned.collection()).isEqualTo("docs");
        assertThat(learned.lines()).containsOnlyKeys(Ranking.DENSE, Ranking.LEXICAL, Ranking.TOKENS);
        for (LogitLine line : learned.lines().values()) {
            assertThat(line.probability(0.2)).isCloseTo(0.5, within(0.02));
        }
        assertThat(asked).hasSize(40 * Mode.values().length).allSatisfy(query -> {
            assertThat(query.demonstrations())
                    .as("an example may be the answer")
                    .isEqualTo(Demonstrations.NONE);
            assertThat(query.explain()).isTrue();
        });
        assertThat(read).as("queries are read as the check read them").allSatisfy(vector -> assertThat(vector)
                .startsWith(0.6f, 0.8f));
    }

    @Test
    void fewQueriesTeachNothing() {
        queries(19, RefreshQuery.Origin.JUDGED);

        lesson().write(SPEC, folder, job(RefreshKind.QUERY_ENCODER), () -> {});

        assertThat(learned()).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void queriesThatWereMadeTeachNothing() {
        queries(40, RefreshQuery.Origin.TITLE);

        lesson().write(SPEC, folder, job(RefreshKind.QUERY_ENCODER), () -> {});

        assertThat(learned()).isEmpty();
    }

    @Test
    void withoutVectorsNothingIsAsked() throws IOException {
        queries(40, RefreshQuery.Origin.JUDGED);
        Files.delete(folder.path().resolve(HeldOut.NAME + ".json"));

        lesson().write(SPEC, folder, job(RefreshKind.QUERY_ENCODER), () -> {});

        assertThat(learned()).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void whoeverIsStoppedEndsBetweenTwoSearches() {
        queries(40, RefreshQuery.Origin.JUDGED);

        assertThatThrownBy(() -> lesson().write(SPEC, folder, job(RefreshKind.QUERY_ENCODER), () -> {
                    if (asked.size() == 5) {
                        throw new CancellationException();
                    }
                }))
                .isInstanceOf(CancellationException.class);

        assertThat(asked).hasSize(5);
        assertThat(learned()).isEmpty();
    }

    /** Vectors of the model that was trained are for the documents of then. */
    @Test
    void documentsOfAnotherSpaceTeachNothingAndWhatWasLearnedIsGone() throws IOException {
        queries(40, RefreshQuery.Origin.JUDGED);
        Files.writeString(folder.model().resolve(LearnedCalibration.FILE), "collection=docs");
        RefreshJob job = job(RefreshKind.QUERY_ENCODER, "another@1");

        lesson().write(SPEC, folder, job, () -> {});

        assertThat(learned()).isEmpty();
        assertThat(asked).isEmpty();
    }

    /** As they are not compared when it serves. */
    @Test
    void aStudentsQueriesHaveNoTokenVectors() {
        queries(20, RefreshQuery.Origin.JUDGED);

        lesson().write(SPEC, folder, job(RefreshKind.STUDENT), () -> {});
        assertThat(tokens).hasSize(60).containsOnly(0);
        tokens.clear();
        lesson().write(SPEC, folder, job(RefreshKind.ADAPTER), () -> {});
        assertThat(tokens).hasSize(60).containsOnly(1);
    }

    @Test
    void fewRelevantHitsTeachNothing() {
        queries(20, RefreshQuery.Origin.JUDGED);
        relevantHits = 9;

        lesson().write(SPEC, folder, job(RefreshKind.QUERY_ENCODER), () -> {});

        assertThat(asked).hasSize(60);
        assertThat(learned()).isEmpty();
    }

    @Test
    void ofManyQueriesThreeHundredAreAsked() {
        queries(301, RefreshQuery.Origin.JUDGED);

        lesson().write(SPEC, folder, job(RefreshKind.QUERY_ENCODER), () -> {});

        assertThat(asked).hasSize(300 * Mode.values().length);
    }

    private RefreshJob job(RefreshKind kind) {
        return job(kind, encoder.card().space().id());
    }

    private static RefreshJob job(RefreshKind kind, String space) {
        RefreshSettingsBuilder settings = RefreshSettings.DEFAULTS.with().seed(7);
        settings = kind == RefreshKind.STUDENT ? settings.student("small") : settings.kind(kind);
        return new RefreshJob("job", "docs", "parent", "knowledge", space, "trained", settings.build(), Map.of());
    }

    private Optional<LearnedCalibration> learned() {
        return LearnedCalibration.read(folder.model());
    }

    /** Even documents answer every query. */
    private void queries(int count, RefreshQuery.Origin origin) {
        Map<String, Double> even = Map.of("d0", 1.0, "d2", 2.0, "d4", 1.0);
        List<RefreshQuery> queries = IntStream.range(0, count)
                .mapToObj(i -> new RefreshQuery("q" + i, "query " + i, "", origin, even, Map.of(), Map.of(), 0.5))
                .toList();
        Map<String, float[]> vectors = new HashMap<>();
        float[] vector = new float[FakeEncoder.DIMENSION];
        vector[0] = 0.6f;
        vector[1] = 0.8f;
        queries.forEach(query -> vectors.put(query.id(), vector));
        folder.write(new RefreshData(new float[][] {vector}, List.of("d0"), queries));
        folder.write(HeldOut.NAME, new HeldOut(vectors));
    }

    private ScoreLesson lesson() {
        TrainingData data = new TrainingData(
                new InMemoryCollectionRegistry(),
                new FakeOpenCollections().with(new OpenCollection(SPEC, encoder, index)),
                new FakeJudgements(),
                new OneModel(encoder),
                Configs.defaults(TrainingConfig.class),
                new QueryLog(0),
                new ConfiguredChat(Configs.defaults(ChatConfig.class)));
        return new ScoreLesson(data, new FakeSearcher(this::find));
    }

    private Found find(OpenCollection collection, Query query) {
        asked.add(query);
        EncodedBatch batch = collection.encoder().encode(List.of(EncodingInput.query(query.text())));
        read.add(batch.dense()[0]);
        tokens.add(batch.tokens().size());
        List<Hit> hits = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            // Even documents are relevant, as long as there are any.
            String document = i % 2 == 0 && asked.size() > relevantHits ? "x" + i : "d" + i;
            hits.add(new Hit(new ChunkId(new DocumentRef("docs", document), 0), 0.2, i + 1, Signals.NONE, null));
        }
        Ranking ranking = query.mode() == Mode.HYBRID
                ? Ranking.TOKENS
                : Ranking.valueOf(query.mode().id().toUpperCase(Locale.ROOT));
        return new Found(
                new Hits(hits), null, "fake", Map.of(), List.of(Map.of("step", "calibrate", "ranking", ranking.id())));
    }
}
