package io.vizsla.standalone.langchain4j;

import static dev.langchain4j.store.embedding.filter.Filter.and;
import static dev.langchain4j.store.embedding.filter.Filter.not;
import static dev.langchain4j.store.embedding.filter.Filter.or;
import static dev.langchain4j.store.embedding.filter.MetadataFilterBuilder.metadataKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.langchain4j.data.document.Document;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingStoreIngestor;
import dev.langchain4j.store.embedding.filter.Filter;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.client.VizslaClient;
import io.vizsla.client.VizslaClientException;
import io.vizsla.langchain4j.VizslaEmbeddingStore;
import io.vizsla.standalone.rest.InstanceProfile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The store of an instance. LangChain4j's contract of stores hands over vectors, some of them without text, and looks at cosines: what
 * an instance that encodes by itself does not have. The store for such vectors passes it, see {@code FilteringContract}.
 */
@QuarkusTest
@TestProfile(InstanceProfile.class)
class EmbeddingStoreIT {

    private static final Embedding UNREAD = Embedding.from(new float[1]);
    private static final UUID CHIP = UUID.fromString("6d1b5a52-9ad6-4f1e-8f4e-0e5f1c1a2b3c");

    private final VizslaClient client = Instance.client();

    @Test
    void ingestorAndSearchNeedNoEmbeddingModel() {
        VizslaEmbeddingStore store = store("ingested");

        EmbeddingStoreIngestor.builder()
                .embeddingStore(store)
                .embeddingModel(VizslaEmbeddingStore.withoutEmbedding())
                .build()
                .ingest(
                        Document.from("The Vizsla is a pointing dog.", Metadata.from(Map.of("year", 1825))),
                        Document.from("The barn owl hunts by ear."));

        List<EmbeddingMatch<TextSegment>> matches = search(store, "which bird hears mice", null);
        assertThat(matches).hasSize(2);
        assertThat(matches.getFirst().embedded().text()).isEqualTo("The barn owl hunts by ear.");
        assertThat(matches.getFirst().score()).isBetween(0.0, 1.0);
    }

    @Test
    void rowTakesThePlaceOfTheOneThatHasItsId() {
        VizslaEmbeddingStore store = store("replaced");

        store.addAll(List.of("a/b"), List.of(UNREAD), List.of(TextSegment.from("The barn owl hunts by ear.")));
        store.addAll(List.of("a/b"), List.of(UNREAD), List.of(TextSegment.from("The poodle likes water.")));

        assertThat(search(store, "owl", null))
                .extracting(
                        match -> match.embeddingId() + ": " + match.embedded().text())
                .containsExactly("a/b: The poodle likes water.");
    }

    @Test
    void removesByIdByFilterAndAll() {
        VizslaEmbeddingStore store = store("removed");
        List<TextSegment> segments = IntStream.range(0, 6)
                .mapToObj(i -> TextSegment.from(
                        "number " + i, new Metadata().put("year", 2000 + i).put("height", i)))
                .toList();
        List<String> ids =
                store.addAll(IntStream.range(0, 6).mapToObj(i -> UNREAD).toList(), segments);

        store.remove(ids.get(0));
        assertThat(ids(search(store, "number", null))).isEqualTo(new TreeSet<>(ids.subList(1, 6)));
        store.removeAll(ids.subList(1, 3));
        assertThat(ids(search(store, "number", null))).isEqualTo(new TreeSet<>(ids.subList(3, 6)));
        // A field that the collection does not declare, too: documents are looked at one by one.
        store.removeAll(metadataKey("height").isGreaterThan(4));
        assertThat(ids(search(store, "number", null))).isEqualTo(new TreeSet<>(ids.subList(3, 5)));
        store.removeAll();
        assertThat(search(store, "number", null)).isEmpty();
    }

    @Test
    void everyFilterPassesWhatLangChain4jSaysItPasses() {
        VizslaEmbeddingStore store = store("filtered");
        Map<String, Metadata> rows = Map.of(
                "none", new Metadata(),
                "old", new Metadata().put("year", 1758).put("kind", "cat").put("weight", 4.5f),
                "mid", new Metadata().put("year", 1825L).put("kind", "dog").put("weight", 25.5),
                "new",
                        new Metadata()
                                .put("year", 1999)
                                .put("kind", "dog")
                                .put("weight", 1.1f)
                                .put("breed", CHIP),
                "odd",
                        new Metadata()
                                .put("year", -5)
                                .put("kind", "it's \"quoted\" \\ % _")
                                .put("weight", -1e-3));
        List<String> ids = List.copyOf(rows.keySet());
        store.addAll(
                ids,
                ids.stream().map(id -> UNREAD).toList(),
                ids.stream()
                        .map(id -> TextSegment.from("row " + id, rows.get(id)))
                        .toList());

        for (Filter filter : filters()) {
            Set<String> expected =
                    ids.stream().filter(id -> filter.test(rows.get(id))).collect(Collectors.toCollection(TreeSet::new));
            assertThat(ids(search(store, "row", filter))).as("%s", filter).isEqualTo(expected);
        }
    }

    @Test
    void whatItCannotDoIsSaid() {
        VizslaEmbeddingStore store = store("refused");

        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> store.add(UNREAD))
                .withMessageContaining("has no text");
        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> store.search(
                        EmbeddingSearchRequest.builder().queryEmbedding(UNREAD).build()))
                .withMessageContaining("query");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> store.removeAll((Filter) null))
                .withMessageContaining("filter");
        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> search(store, "x", metadata -> true))
                .withMessageContaining("filter");
        assertThatExceptionOfType(VizslaClientException.class)
                .isThrownBy(() -> search(store, "x", metadataKey("year").containsString("1")))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("invalid_filter"));
        assertThatExceptionOfType(VizslaClientException.class)
                .isThrownBy(() -> search(store, "x", metadataKey("year").isEqualTo("not a year")))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("invalid_filter"));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> store.addAll(
                        List.of("row"),
                        List.of(UNREAD),
                        List.of(TextSegment.from("text", new Metadata().put("year", "not a year")))))
                .withMessageContaining("year");
        // It could not be removed any more.
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> store.addAll(List.of(".."), List.of(UNREAD), List.of(TextSegment.from("text"))))
                .withMessageContaining("id = ..");
    }

    private static List<Filter> filters() {
        Filter chain = metadataKey("year").isGreaterThan(-100);
        for (int i = 0; i < 30; i++) {
            chain = and(chain, metadataKey("year").isNotEqualTo(3000 + i));
        }
        return List.of(
                metadataKey("kind").isEqualTo("dog"),
                metadataKey("kind").isEqualTo("it's \"quoted\" \\ % _"),
                metadataKey("kind").isNotEqualTo("dog"),
                metadataKey("kind").isGreaterThan("cat"),
                metadataKey("kind").isLessThanOrEqualTo("cat"),
                metadataKey("kind").isIn("cat", "cow"),
                metadataKey("kind").isNotIn("cat", "cow"),
                metadataKey("kind").containsString("o"),
                metadataKey("kind").containsString("% _"),
                metadataKey("kind").containsString("\" \\"),
                metadataKey("kind").containsString("%o%"),
                not(metadataKey("kind").containsString("a")),
                metadataKey("year").isEqualTo(1825),
                metadataKey("year").isEqualTo(1825L),
                metadataKey("year").isGreaterThanOrEqualTo(1825),
                metadataKey("year").isLessThan(0),
                metadataKey("year").isIn(1758, 1999),
                metadataKey("weight").isEqualTo(1.1f),
                metadataKey("weight").isEqualTo(1.1),
                metadataKey("weight").isGreaterThan(4),
                metadataKey("weight").isLessThanOrEqualTo(-0.001f),
                metadataKey("breed").isEqualTo(CHIP),
                metadataKey("breed").isNotIn(CHIP),
                not(metadataKey("year").isGreaterThan(1800)),
                or(metadataKey("year").isLessThan(0), metadataKey("kind").isEqualTo("cat")),
                and(
                        metadataKey("kind").isEqualTo("dog"),
                        not(metadataKey("weight").isLessThan(2.0))),
                chain);
    }

    private VizslaEmbeddingStore store(String collection) {
        Instance.collection(client, collection);
        return new VizslaEmbeddingStore(client, collection);
    }

    private static List<EmbeddingMatch<TextSegment>> search(VizslaEmbeddingStore store, String query, Filter filter) {
        return store.search(EmbeddingSearchRequest.builder()
                        .query(query)
                        .queryEmbedding(UNREAD)
                        .filter(filter)
                        .maxResults(100)
                        .build())
                .matches();
    }

    private static Set<String> ids(List<EmbeddingMatch<TextSegment>> matches) {
        return matches.stream().map(EmbeddingMatch::embeddingId).collect(Collectors.toCollection(TreeSet::new));
    }
}
