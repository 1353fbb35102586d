package io.vizsla.query.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.judgement.Judgement;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.query.chat.ConfiguredChat;
import io.vizsla.query.chat.ScriptedChat;
import io.vizsla.query.collection.QueryLog;
import io.vizsla.query.config.ChatConfig;
import io.vizsla.query.config.TrainingConfig;
import io.vizsla.query.testing.Configs;
import io.vizsla.query.testing.FakeJudgements;
import io.vizsla.query.testing.OneModel;
import io.vizsla.refresh.data.RefreshData;
import io.vizsla.refresh.data.RefreshQuery;
import io.vizsla.refresh.job.LearnedPairs;
import io.vizsla.refresh.job.RefreshFolder;
import io.vizsla.refresh.job.RefreshSettings;
import io.vizsla.testkit.FakeEncoder;
import io.vizsla.testkit.FakeOpenCollections;
import io.vizsla.testkit.InMemoryCollectionRegistry;
import io.vizsla.testkit.InMemoryPassageIndexes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is asked what a refresh is taught, and of what. */
class TrainingVoicesTest {

    private static final String GRADES = "1: 3\n2: 0\n3: 0\n4: 0\n5: 0\n6: 0";
    private static final int DOCUMENTS = 6;

    @TempDir
    private Path directory;

    private final FakeEncoder encoder = new FakeEncoder();
    private final FakeJudgements judgements = new FakeJudgements();
    private final InMemoryCollectionRegistry registry = new InMemoryCollectionRegistry();
    private final FakeOpenCollections open = new FakeOpenCollections();
    private final Map<String, PassageIndex> indexes = new HashMap<>();
    private ScriptedChat chat;

    @BeforeEach
    void create() throws Exception {
        chat = new ScriptedChat(text -> GRADES);
        for (String name : List.of("docs", "notes")) {
            PassageIndex index = new InMemoryPassageIndexes()
                    .open(new IndexSpec(
                            name,
                            encoder.card().space(),
                            FakeEncoder.DIMENSION,
                            FakeEncoder.TOKEN_DIMENSION,
                            "en",
                            FieldSchema.EMPTY));
            indexes.put(name, index);
            registry.put(spec(name));
            open.with(new OpenCollection(spec(name), encoder, index));
            for (int i = 0; i < DOCUMENTS; i++) {
                add(index, new DocumentRef(name, "d" + i), "The " + name + " thing number" + i + " is blue here.");
            }
            index.flush();
        }
        for (int i = 0; i < 30; i++) {
            judge("docs", i);
            judge("notes", i);
        }
    }

    @AfterEach
    void close() {
        chat.close();
        indexes.values().forEach(PassageIndex::close);
    }

    private static CollectionSpec spec(String name) {
        return new CollectionSpec(name, "fake", "en", new Cutting(32, 0), FieldSchema.EMPTY, Map.of());
    }

    private void add(PassageIndex index, DocumentRef document, String text) {
        Chunk chunk = new Chunk(new ChunkId(document, 0), 1, "", List.of(), text, 0, text.length(), Map.of(), "");
        EncodedBatch encoded = encoder.encode(List.of(EncodingInput.passage(text)));
        index.upsert(new Batch(List.of(
                new EncodedChunk(chunk, encoded.dense()[0], encoded.tokens().getFirst()))));
    }

    private void judge(String collection, int number) {
        judgements.append(new Judgement(
                new DocumentRef(collection, "d" + number % DOCUMENTS),
                "which " + collection + " thing is it " + number,
                null,
                2,
                Judgement.Source.JUDGED,
                null,
                Instant.EPOCH));
    }

    private TrainingData data(Map<String, String> settings) {
        return new TrainingData(
                registry,
                open,
                judgements,
                new OneModel(encoder),
                Configs.of(TrainingConfig.class, settings),
                new QueryLog(0),
                new ConfiguredChat(Configs.of(ChatConfig.class, Map.of("vizsla.chat.url", chat.url()))));
    }

    private RefreshData read(RefreshSettings settings) {
        return data(Map.of()).of(spec("docs"), settings, () -> {});
    }

    @Test
    void theChatModelGradesWhatIsLearned() {
        RefreshData data = read(RefreshSettings.DEFAULTS);

        assertThat(chat.asked).hasSize(30);
        assertThat(data.queries())
                .allSatisfy(query -> assertThat(query.reranked()).hasSize(DOCUMENTS));
    }

    /** A guard is measured and nothing else: no passage of it leaves the instance. */
    @Test
    void nothingOfAGuardIsSentToAnybody() {
        RefreshFolder folder = new RefreshFolder(directory);

        data(Map.of("vizsla.training.tokens", "true"))
                .writeGuards(spec("docs"), folder, RefreshSettings.DEFAULTS, () -> {});

        assertThat(folder.guards()).containsExactly("notes");
        assertThat(chat.asked).isEmpty();
        assertThat(folder.guard("notes").data().queries()).hasSize(30).allSatisfy(query -> {
            assertThat(query.reranked()).isEmpty();
            assertThat(query.tokens()).isEmpty();
        });
    }

    @Test
    void nobodyIsAskedForAStudent() {
        RefreshData data = read(RefreshSettings.DEFAULTS
                .with()
                .student("small")
                .pairs(LearnedPairs.BOTH)
                .build());

        assertThat(chat.asked).isEmpty();
        assertThat(data.queries())
                .anySatisfy(query -> assertThat(query.origin().isMade()).isTrue())
                .allSatisfy(query -> assertThat(query.reranked()).isEmpty());
    }

    @Test
    void tokensAreAVoiceOnlyWhereSomebodyWantsThem() {
        RefreshData usual = read(RefreshSettings.DEFAULTS);
        RefreshData wanted =
                data(Map.of("vizsla.training.tokens", "true")).of(spec("docs"), RefreshSettings.DEFAULTS, () -> {});

        assertThat(usual.queries()).extracting(RefreshQuery::tokens).containsOnly(Map.of());
        assertThat(wanted.queries())
                .allSatisfy(query -> assertThat(query.tokens()).hasSize(DOCUMENTS));
    }
}
