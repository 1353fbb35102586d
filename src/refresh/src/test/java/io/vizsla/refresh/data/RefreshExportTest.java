package io.vizsla.refresh.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.judgement.Judgement;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.refresh.pairs.Pair;
import io.vizsla.refresh.pairs.PairSources;
import io.vizsla.refresh.pairs.PassageTexts;
import io.vizsla.testkit.FakeEncoder;
import io.vizsla.testkit.InMemoryPassageIndexes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RefreshExportTest {

    private final FakeEncoder encoder = new FakeEncoder();
    private final PassageIndex index = new InMemoryPassageIndexes()
            .open(new IndexSpec("docs", encoder.card().space(), FakeEncoder.DIMENSION, 0, "en", FieldSchema.EMPTY));

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    void takesVectorsGainsAndWords() {
        add("cats", "cats purr", "cats sleep");
        add("dogs", "dogs bark");

        RefreshData data = export(1000).of(List.of(judged("who barks: dogs", "dogs", 2)));

        assertThat(data.documents()).containsExactly("cats", "cats", "dogs");
        assertThat(data.vectors()[2])
                .isEqualTo(index.vectors(List.of(id("dogs", 0))).get(id("dogs", 0)));
        RefreshQuery query = data.queries().getFirst();
        assertThat(query.gains()).isEqualTo(Map.of("dogs", 2.0));
        assertThat(query.lexical().get(2)).isPositive();
        assertThat(query.wordWeight()).isEqualTo(0.25);
    }

    @Test
    void judgementsOfDocumentsThatAreNotThereCountForNothing() {
        add("cats", "cats purr");

        RefreshData data =
                export(1000).of(List.of(judged("one", "gone", 2), judged("two", "gone", 1), judged("two", "cats", 1)));

        assertThat(data.queries()).hasSize(1);
        assertThat(data.queries().getFirst().gains()).containsOnlyKeys("cats");
    }

    @Test
    void ofManyPassagesTheJudgedOnesAndCandidatesStay() {
        for (int i = 0; i < 300; i++) {
            add("d" + i, "filler number " + i);
        }
        add("wanted", "nothing in common");

        RefreshData data = export(50).of(List.of(judged("a question of words", "wanted", 1)));

        assertThat(data.vectors()).hasNumberOfRows(50);
        assertThat(data.documents()).contains("wanted");
    }

    @Test
    void queriesThatWereMadeHaveTheirDocumentAsAnswer() {
        add("cats", "cats purr. They do.", "cats sleep. They do.");
        add("dogs", "dogs bark. They do.");
        PassageTexts texts = PassageTexts.of(index, 10, 1);
        List<Pair> pairs = PairSources.keywords().of(texts, 10, 1);

        RefreshData data = export(1000).ofPairs(pairs);

        assertThat(texts.passages()).hasSize(3);
        assertThat(data.queries()).hasSize(3).allSatisfy(query -> {
            assertThat(query.origin()).isEqualTo(RefreshQuery.Origin.KEYWORDS);
            assertThat(query.origin().isMade()).isTrue();
            assertThat(query.lexical()).isNotEmpty();
        });
        assertThat(data.queries())
                .filteredOn(query -> query.text().startsWith("dogs"))
                .extracting(RefreshQuery::gains)
                .containsExactly(Map.of("dogs", 1.0));
    }

    @Test
    void aQueryThatIsJudgedIsNotMadeOnceMore() {
        add("cats", "cats purr");
        add("dogs", "dogs bark");
        List<Pair> pairs = List.of(
                new Pair(RefreshQuery.Origin.TITLE, "Who barks?", "dogs", "dogs bark"),
                new Pair(RefreshQuery.Origin.TITLE, "who purrs", "cats", "cats purr"),
                new Pair(RefreshQuery.Origin.TITLE, "who left", "gone", "nobody"));

        RefreshData data = export(1000).of(List.of(judged("who barks", "dogs", 2)), pairs);

        assertThat(data.queries())
                .extracting(RefreshQuery::text, RefreshQuery::origin)
                .containsExactlyInAnyOrder(
                        tuple("who barks", RefreshQuery.Origin.JUDGED), tuple("who purrs", RefreshQuery.Origin.TITLE));
        assertThat(data.queries()).extracting(RefreshQuery::id).isSorted();
    }

    private RefreshExport export(int most) {
        CollectionSpec spec = new CollectionSpec("docs", "fake", "en", new Cutting(32, 0), FieldSchema.EMPTY, Map.of());
        return new RefreshExport(
                new OpenCollection(spec, encoder, index),
                TokenSignal.NONE,
                RerankSignal.NONE,
                (open, query) -> 0.25,
                10,
                most,
                false,
                1);
    }

    private void add(String document, String... texts) {
        List<EncodedChunk> rows = new ArrayList<>();
        for (String text : texts) {
            Chunk chunk = new Chunk(id(document, rows.size()), 1, "", List.of(), text, 0, text.length(), Map.of(), "");
            rows.add(new EncodedChunk(
                    chunk, encoder.encode(List.of(EncodingInput.passage(text))).dense()[0], null));
        }
        index.upsert(new Batch(rows));
        index.flush();
    }

    private static ChunkId id(String document, int ordinal) {
        return new ChunkId(new DocumentRef("docs", document), ordinal);
    }

    private static Judgement judged(String query, String document, int grade) {
        return new Judgement(
                new DocumentRef("docs", document), query, null, grade, Judgement.Source.JUDGED, null, Instant.EPOCH);
    }
}
