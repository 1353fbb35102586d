package io.vizsla.query.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.judgement.Judgement;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.query.chat.ConfiguredChat;
import io.vizsla.query.collection.QueryLog;
import io.vizsla.query.config.ChatConfig;
import io.vizsla.query.config.TrainingConfig;
import io.vizsla.query.testing.Configs;
import io.vizsla.query.testing.FakeJudgements;
import io.vizsla.query.testing.OneModel;
import io.vizsla.refresh.data.RefreshData;
import io.vizsla.refresh.data.RefreshQuery;
import io.vizsla.refresh.job.LearnedPairs;
import io.vizsla.refresh.job.RefreshKind;
import io.vizsla.refresh.job.RefreshSettings;
import io.vizsla.testkit.FakeEncoder;
import io.vizsla.testkit.FakeOpenCollections;
import io.vizsla.testkit.InMemoryCollectionRegistry;
import io.vizsla.testkit.InMemoryPassageIndexes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrainingDataTest {

    private static final CollectionSpec SPEC =
            new CollectionSpec("docs", "fake", "en", new Cutting(32, 0), FieldSchema.EMPTY, Map.of());

    private final FakeEncoder encoder = new FakeEncoder();
    private final QueryLog asked = new QueryLog(3);
    private final FakeJudgements judgements = new FakeJudgements();
    private final PassageIndex index = new InMemoryPassageIndexes()
            .open(new IndexSpec("docs", encoder.card().space(), FakeEncoder.DIMENSION, 0, "en", FieldSchema.EMPTY));

    @BeforeEach
    void add() {
        for (int i = 0; i < 8; i++) {
            String text = "The thing number" + i + " is blue here. It is used by people of town" + i + ", too.";
            Chunk chunk = new Chunk(
                    new ChunkId(document(i), 0), 1, "Thing " + i, List.of(), text, 0, text.length(), Map.of(), "");
            float[] vector =
                    encoder.encode(List.of(EncodingInput.passage(text))).dense()[0];
            index.upsert(new Batch(List.of(new EncodedChunk(chunk, vector, null))));
        }
        index.flush();
        judgements.append(new Judgement(
                document(3), "which thing is blue", null, 1, Judgement.Source.JUDGED, null, Instant.EPOCH));
    }

    @AfterEach
    void close() {
        index.close();
    }

    private static DocumentRef document(int number) {
        return new DocumentRef("docs", "d" + number);
    }

    private TrainingData data() {
        return new TrainingData(
                new InMemoryCollectionRegistry(),
                new FakeOpenCollections().with(new OpenCollection(SPEC, encoder, index)),
                judgements,
                new OneModel(encoder),
                Configs.defaults(TrainingConfig.class),
                asked,
                new ConfiguredChat(Configs.defaults(ChatConfig.class)));
    }

    @Test
    void collectionsWhoseVectorsAreCutAreRefusedByName() {
        data().check(SPEC);

        assertThatThrownBy(() -> data().check(SPEC.withDimension(4)))
                .isInstanceOfSatisfying(VizslaException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(ErrorCode.CONFLICT);
                    assertThat(refused.field()).contains("dimension");
                    assertThat(refused.value()).contains("4");
                });
    }

    private RefreshData read(LearnedPairs pairs) {
        return data().of(
                        SPEC,
                        RefreshSettings.DEFAULTS
                                .with()
                                .kind(RefreshKind.ADAPTER)
                                .precision("fp32")
                                .threads(1)
                                .passages(100)
                                .risk(0.2)
                                .loss(0)
                                .pairs(pairs)
                                .build(),
                        () -> {});
    }

    @Test
    void judgedQueriesAloneUnlessOthersAreWanted() {
        assertThat(read(LearnedPairs.JUDGED).queries())
                .extracting(RefreshQuery::origin)
                .containsExactly(RefreshQuery.Origin.JUDGED);
    }

    @Test
    void askedQueriesComeWithoutRelevantDocuments() {
        asked.add("docs", "Which thing is BLUE?");
        asked.add("docs", "who uses it in town5");
        asked.add("other", "nothing of this");

        List<RefreshQuery> queries = read(LearnedPairs.WITH_LOG).queries();

        assertThat(queries)
                .extracting(RefreshQuery::origin)
                .containsExactlyInAnyOrder(RefreshQuery.Origin.JUDGED, RefreshQuery.Origin.LOGGED);
        RefreshQuery logged = queries.stream()
                .filter(query -> query.origin() == RefreshQuery.Origin.LOGGED)
                .findFirst()
                .orElseThrow();
        assertThat(logged.text()).isEqualTo("who uses it in town5");
        assertThat(logged.gains()).isEmpty();
        assertThat(logged.lexical()).isNotEmpty();
        assertThat(read(LearnedPairs.JUDGED).queries()).hasSize(1);
    }

    @Test
    void judgementsOfUnknownDocumentsTeachNothing() {
        judgements.append(new Judgement(
                document(99), "which thing is gone", null, 3, Judgement.Source.JUDGED, null, Instant.EPOCH));

        assertThat(read(LearnedPairs.JUDGED).queries())
                .extracting(RefreshQuery::text)
                .containsExactly("which thing is blue");
    }

    @Test
    void clicksAgainstGradesAreCounted() {
        judgements.append(new Judgement(
                document(3), "Which thing is blue?", null, 1, Judgement.Source.CLICKED, 2, Instant.EPOCH));
        assertThat(data().contradictions("docs")).isZero();

        judgements.append(new Judgement(
                document(3), "which thing is blue", null, 0, Judgement.Source.JUDGED, null, Instant.EPOCH));

        assertThat(data().contradictions("docs")).isEqualTo(1);
        assertThat(read(LearnedPairs.JUDGED).queries())
                .as("the later grade stands")
                .isEmpty();
    }

    @Test
    void theLogKeepsTheLatestAndNoneUnlessWanted() {
        for (String query : List.of("a", "b", "A ", "c", "d")) {
            asked.add("docs", query);
        }
        assertThat(asked.of("docs")).containsExactly("A ", "c", "d");
        asked.forget("docs");
        assertThat(asked.of("docs")).isEmpty();

        QueryLog off = new QueryLog(Configs.defaults(TrainingConfig.class));
        off.add("docs", "a");
        assertThat(off.of("docs")).isEmpty();
    }

    /** They are what the model is measured on. */
    @Test
    void judgedQueriesComeWithTheMadeOnes() {
        List<RefreshQuery> queries = read(LearnedPairs.LABEL_FREE).queries();

        assertThat(queries).extracting(RefreshQuery::origin).contains(RefreshQuery.Origin.JUDGED);
        assertThat(queries)
                .filteredOn(query -> query.origin().isMade())
                .hasSizeGreaterThan(20)
                .allSatisfy(query -> assertThat(query.gains()).hasSize(1));
        assertThat(queries.stream()
                        .filter(query -> query.origin().isMade())
                        .map(RefreshQuery::origin)
                        .distinct())
                .hasSize(6);
    }
}
