package io.vizsla.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.document.FieldType;
import io.vizsla.api.encoding.Space;
import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.filter.Filter;
import io.vizsla.api.filter.Operator;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.IndexQuery;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.api.passage.PassageIndexes;
import io.vizsla.api.passage.Signal;
import io.vizsla.api.passage.TermStatistics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link PassageIndex} must do. A store's test extends this, says how its indexes are made, and adds what is
 * its own. {@link PassageIndexWritesContract} holds the part about writes.
 */
@NullUnmarked // test code: the framework fills the fields
public abstract class PassageIndexContract {

    /** Dimension of the vectors. */
    protected static final int DIMENSION = 32;

    /** Dimension of the token vectors. */
    protected static final int TOKEN_DIMENSION = 8;

    private static final String COLLECTION = "contract";

    /** The folder that the test may fill. */
    @TempDir
    protected Path folder;

    /** The store under test. */
    protected PassageIndexes indexes;

    /** The index under test, empty at first. */
    protected PassageIndex index;

    /** Random numbers whose seed is printed. */
    protected SplittableRandom random;

    /** Random chunks for {@link #spec}. */
    protected RandomChunks data;

    /** Returns the store under test, whose data may lie in a folder of its own. */
    protected abstract PassageIndexes indexes(Path dir);

    @BeforeEach
    void open(TestInfo test) {
        random = Seeds.random(getClass().getSimpleName() + "." + test.getDisplayName());
        data = new RandomChunks(random, DIMENSION, TOKEN_DIMENSION);
        indexes = indexes(folder);
        index = indexes.open(spec());
    }

    @AfterEach
    void closeIndex() {
        index.close();
    }

    /** Returns the spec of the index under test. */
    protected static IndexSpec spec() {
        return new IndexSpec(COLLECTION, new Space("s@1"), DIMENSION, TOKEN_DIMENSION, "und", RandomChunks.FIELDS);
    }

    /** Returns the name of a document of the index under test. */
    protected static DocumentRef document(String id) {
        return new DocumentRef(COLLECTION, id);
    }

    /** Closes the index and opens it again. */
    protected void reopen() {
        index.close();
        index = indexes.open(spec());
    }

    /** Writes chunks and makes them visible. */
    protected void write(List<EncodedChunk> chunks) {
        index.upsert(new Batch(chunks));
        index.flush();
    }

    /** Writes random chunks in several flushes, so that they come to lie in several places. */
    protected List<EncodedChunk> fill(int count) {
        List<EncodedChunk> chunks = data.chunks(COLLECTION, count);
        int step = Math.max(1, count / 4);
        for (int from = 0; from < count; from += step) {
            write(chunks.subList(from, Math.min(count, from + step)));
        }
        return chunks;
    }

    /** Returns a chunk with this text, and everything else random. */
    protected EncodedChunk chunk(String id, long version, String text, Map<String, @Nullable Object> metadata) {
        EncodedChunk any = data.chunk(document(id), 0, version);
        Chunk chunk = new Chunk(
                any.chunk().id(), version, "", List.of(), text, 0, text.length(), metadata, "hash-" + version);
        return new EncodedChunk(chunk, any.vector(), any.tokens());
    }

    /** Asserts that a call ends in an error of this code. */
    protected static void assertRefused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(VizslaException.class, e -> assertThat(e.code())
                .as(e.detail())
                .isEqualTo(code));
    }

    /** Returns the ids of hits, in their order. */
    protected static List<ChunkId> ids(Hits hits) {
        return hits.list().stream().map(Hit::id).toList();
    }

    private static List<ChunkId> ids(List<ExactSearch.Scored<EncodedChunk>> scored) {
        return scored.stream().map(one -> one.item().chunk().id()).toList();
    }

    @Test
    void denseSearchFindsNearlyAllOfTheNearest() {
        List<EncodedChunk> chunks = fill(2000);
        double recall = 0;
        for (int i = 0; i < 50; i++) {
            float[] query = data.vector();
            Hits hits = index.search(IndexQuery.dense(query, 10));
            assertThat(hits.size()).isEqualTo(10);
            recall += ExactSearch.recall(ids(ExactSearch.top(chunks, EncodedChunk::vector, query, 10)), ids(hits)) / 50;
        }
        assertThat(recall).isGreaterThanOrEqualTo(0.98);
    }

    @Test
    void exactSearchAgreesWithTheOracle() {
        List<EncodedChunk> chunks = fill(500);
        float[] query = data.vector();
        Hits hits = index.search(IndexQuery.dense(query, 20).exactly());
        List<ExactSearch.Scored<EncodedChunk>> expected = ExactSearch.top(chunks, EncodedChunk::vector, query, 20);
        assertThat(ids(hits)).containsExactlyElementsOf(ids(expected));
        for (int i = 0; i < 20; i++) {
            Hit hit = hits.list().get(i);
            assertThat(hit.score()).isCloseTo(expected.get(i).cosine(), within(1e-5));
            assertThat(hit.signals().get(Signal.DENSE)).hasValue(hit.score());
            assertThat(hit.rank()).isEqualTo(i + 1);
            assertThat(hit.chunk()).isNull();
        }
    }

    @Test
    void everyHitOfTheUnionCarriesBothSignals() {
        Map<ChunkId, EncodedChunk> byId = new HashMap<>();
        fill(600).forEach(chunk -> byId.put(chunk.chunk().id(), chunk));
        float[] vector = data.vector();
        String words = data.words(3);
        Hits both = index.search(IndexQuery.both(vector, words, 15).exactly());
        Set<ChunkId> union = new HashSet<>();
        union.addAll(ids(index.search(IndexQuery.dense(vector, 15).exactly())));
        Map<ChunkId, Double> lexical = new HashMap<>();
        index.search(IndexQuery.lexical(words, 10_000)).forEach(hit -> lexical.put(hit.id(), hit.score()));
        union.addAll(ids(index.search(IndexQuery.lexical(words, 15))));
        assertThat(ids(both)).containsExactlyInAnyOrderElementsOf(union);
        for (Hit hit : both) {
            double cosine = ExactSearch.cosine(vector, byId.get(hit.id()).vector());
            assertThat(hit.signals().get(Signal.DENSE).orElseThrow()).isCloseTo(cosine, within(1e-5));
            assertThat(hit.signals().get(Signal.LEXICAL).orElseThrow())
                    .isCloseTo(lexical.getOrDefault(hit.id(), 0.0), within(1e-4));
        }
        assertThat(both.list()).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
    }

    @Test
    void wordsFindTheChunksThatHoldThemAndRareWordsCountMore() {
        write(List.of(
                chunk("rare", 1, "zebra stripes", Map.of()),
                chunk("common", 1, "horse stripes", Map.of()),
                chunk("horse", 1, "horse horse", Map.of()),
                chunk("none", 1, "nothing of it", Map.of())));
        Hits hits = index.search(IndexQuery.lexical("ZEBRA horse", 10));
        assertThat(ids(hits)).extracting(id -> id.document().id()).containsExactlyInAnyOrder("rare", "common", "horse");
        assertThat(ids(hits).getFirst().document().id()).isEqualTo("rare");
        for (Hit hit : hits) {
            assertThat(hit.signals().asMap()).containsOnlyKeys(Signal.LEXICAL);
            assertThat(hit.score()).isPositive();
        }
    }

    @Test
    void filtersPassWhatTheReferencePasses() {
        List<EncodedChunk> chunks = fill(300);
        ReferenceFilter reference = new ReferenceFilter(RandomChunks.FIELDS);
        float[] vector = data.vector();
        for (int i = 0; i < 300; i++) {
            Filter filter = data.filter(1 + random.nextInt(4));
            Set<ChunkId> expected = chunks.stream()
                    .map(EncodedChunk::chunk)
                    .filter(chunk -> reference.passes(filter, chunk.metadata()))
                    .map(Chunk::id)
                    .collect(Collectors.toSet());
            Hits hits = index.search(IndexQuery.dense(vector, 1000).filtered(filter));
            assertThat(Set.copyOf(ids(hits))).as("%s", filter).isEqualTo(expected);
            Hits words = index.search(IndexQuery.lexical("w0 w1 w2 w3", 1000).filtered(filter));
            assertThat(expected).as("%s", filter).containsAll(ids(words));
        }
    }

    @Test
    void filteredSearchBringsTheNearestOfThosePassing() {
        List<EncodedChunk> chunks = fill(2000);
        ReferenceFilter reference = new ReferenceFilter(RandomChunks.FIELDS);
        double recall = 0;
        for (int i = 0; i < 50; i++) {
            Filter filter = data.filter(2);
            List<EncodedChunk> passing = chunks.stream()
                    .filter(chunk -> reference.passes(filter, chunk.chunk().metadata()))
                    .toList();
            float[] query = data.vector();
            Hits hits = index.search(IndexQuery.dense(query, 10).filtered(filter));
            assertThat(hits.size()).isEqualTo(Math.min(10, passing.size()));
            recall +=
                    ExactSearch.recall(ids(ExactSearch.top(passing, EncodedChunk::vector, query, 10)), ids(hits)) / 50;
        }
        assertThat(recall).isGreaterThanOrEqualTo(0.98);
    }

    @Test
    void hostileFilterValuesAreOnlyValues() {
        List<String> hostile = List.of(
                "*:*",
                "a OR b",
                "tags:(x)",
                "\\",
                "\"",
                "'; drop --",
                "/.*/",
                "[a TO z]",
                "a\u0000b",
                "\uD800",
                "\u202Eabc",
                " ",
                "",
                "x".repeat(1024));
        List<EncodedChunk> chunks = new ArrayList<>();
        for (int i = 0; i < hostile.size(); i++) {
            chunks.add(chunk("h" + i, 1, "text", Map.of("tags", hostile.get(i))));
        }
        write(chunks);
        for (int i = 0; i < hostile.size(); i++) {
            Hits hits = index.search(
                    IndexQuery.lexical("text", 100).filtered(new Filter.Compare("tags", Operator.EQ, hostile.get(i))));
            assertThat(ids(hits)).extracting(id -> id.document().id()).containsExactly("h" + i);
        }
        Filter unheard = new Filter.Compare("tags", Operator.EQ, "y".repeat(100_000));
        assertThat(index.search(IndexQuery.lexical("text", 100).filtered(unheard)))
                .isEmpty();
    }

    @Test
    void aFilterThatDoesNotFitTheFieldsIsRefused() {
        fill(10);
        IndexQuery query = IndexQuery.lexical("w0", 10);
        assertRefused(
                ErrorCode.UNKNOWN_FIELD,
                () -> index.search(query.filtered(new Filter.Compare("color", Operator.EQ, "red"))));
        assertRefused(
                ErrorCode.INVALID_FILTER,
                () -> index.search(query.filtered(new Filter.Compare("year", Operator.EQ, "red"))));
        assertRefused(
                ErrorCode.INVALID_FILTER,
                () -> index.search(query.filtered(new Filter.Compare("open", Operator.GT, true))));
        Filter deep = new Filter.Compare("year", Operator.EQ, 1L);
        for (int i = 0; i < 1000; i++) {
            deep = new Filter.Not(deep);
        }
        Filter tooDeep = deep;
        assertRefused(ErrorCode.INVALID_FILTER, () -> index.search(query.filtered(tooDeep)));
    }

    @Test
    void aFilterOfTheLargestSizeWorksTogetherWithManyWords() {
        fill(50);
        List<Filter> many = new ArrayList<>();
        for (long i = 0; i < 1024; i++) {
            many.add(new Filter.Compare("year", Operator.EQ, i - 500));
        }
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            words.append("w").append(i).append(' ');
        }
        Hits hits = index.search(
                IndexQuery.both(data.vector(), words.toString(), 50).filtered(new Filter.Or(many)));
        assertThat(hits.size()).isPositive();
    }

    @Test
    void anEmptyIndexAnswers() {
        assertThat(index.search(IndexQuery.both(data.vector(), "any words", 10)))
                .isEmpty();
        assertThat(index.search(IndexQuery.dense(data.vector(), 10_000).exactly()))
                .isEmpty();
        assertThat(index.chunks(List.of(new ChunkId(document("a"), 0)))).isEmpty();
        assertThat(index.tokenVectors(List.of(new ChunkId(document("a"), 0)))).isEmpty();
        assertThat(index.stats().chunks()).isZero();
        assertThat(index.termStatistics("any")).isEqualTo(new TermStatistics(0, Map.of("any", 0L)));
        assertThat(index.check().sound()).isTrue();
        index.forEach(chunk -> assertThat(chunk).isNull());
        index.delete(document("a"), Long.MAX_VALUE);
        index.upsert(new Batch(List.of()));
        index.flush();
    }

    @Test
    void aHugeLimitBringsEverything() {
        fill(100);
        Hits hits = index.search(new IndexQuery(data.vector(), "w0", null, IndexQuery.LARGEST_LIMIT, false));
        assertThat(hits.size()).isEqualTo(100);
        assertRefused(ErrorCode.INVALID_ARGUMENT, () -> IndexQuery.dense(data.vector(), 0));
        assertRefused(ErrorCode.INVALID_ARGUMENT, () -> IndexQuery.dense(data.vector(), 1_000_000_000));
    }

    @Test
    void badVectorsAreRefusedAndNothingIsWritten() {
        float[] nan = data.vector();
        nan[3] = Float.NaN;
        float[] infinite = data.vector();
        infinite[0] = Float.NEGATIVE_INFINITY;
        for (float[] bad : List.of(nan, infinite, new float[DIMENSION], new float[DIMENSION + 1], new float[0])) {
            EncodedChunk good = data.chunk(document("good"), 0, 1);
            EncodedChunk broken =
                    new EncodedChunk(data.chunk(document("bad"), 0, 1).chunk(), bad, null);
            assertRefused(ErrorCode.INVALID_VECTOR, () -> index.upsert(new Batch(List.of(good, broken))));
            assertRefused(ErrorCode.INVALID_VECTOR, () -> index.search(IndexQuery.dense(bad, 10)));
        }
        TokenVectors wide = new TokenVectors(1, 9, new byte[9], new float[1]);
        EncodedChunk any = data.chunk(document("bad"), 0, 1);
        assertRefused(
                ErrorCode.INVALID_VECTOR,
                () -> index.upsert(new Batch(List.of(new EncodedChunk(any.chunk(), any.vector(), wide)))));
        index.flush();
        assertThat(index.stats().chunks()).isZero();
    }

    @Test
    void metadataOfTheWrongTypeIsRefusedAndNothingIsWritten() {
        EncodedChunk good = data.chunk(document("good"), 0, 1);
        EncodedChunk bad = chunk("bad", 1, "text", Map.of("year", "last"));
        assertRefused(ErrorCode.INVALID_METADATA, () -> index.upsert(new Batch(List.of(good, bad))));
        index.flush();
        assertThat(index.stats().chunks()).isZero();
    }

    @Test
    void oneIdTwiceInABatchIsRefused() {
        EncodedChunk one = data.chunk(document("a"), 0, 1);
        EncodedChunk other = data.chunk(document("a"), 0, 2);
        assertRefused(ErrorCode.INVALID_ARGUMENT, () -> index.upsert(new Batch(List.of(one, other))));
    }

    @Test
    void whatWasWrittenComesBackAsItWas() {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("int", 1);
        metadata.put("long", 1L << 40);
        metadata.put("double", 1.0);
        metadata.put("null", null);
        metadata.put("text", "\u0000 \uD83D\uDE00");
        metadata.put("list", Arrays.asList(1, "two", null, List.of(), Map.of("deep", Map.of("er", false))));
        metadata.put("year", 2024);
        EncodedChunk written = chunk("d", 7, "text", Collections.unmodifiableMap(metadata));
        write(List.of(written));
        reopen();
        ChunkId id = written.chunk().id();
        assertThat(index.chunks(List.of(id, new ChunkId(document("d"), 1)))).isEqualTo(Map.of(id, written.chunk()));
        assertThat(index.tokenVectors(List.of(id))).isEqualTo(Map.of(id, written.tokens()));
        List<Chunk> all = new ArrayList<>();
        index.forEach(all::add);
        assertThat(all).containsExactly(written.chunk());
    }

    @Test
    void oddTextsAreHarmless() {
        List<String> odd = List.of(
                "nul \u0000 inside",
                "lone \uD800 surrogate \uDFFF",
                "bidi \u202E override \u2066 isolate",
                "zero\u200Bwidth \uFEFF mark",
                "x".repeat(1 << 20),
                "\uD83D\uDE00 emoji",
                "a",
                "?!.",
                "word ".repeat(200_000));
        List<EncodedChunk> chunks = new ArrayList<>();
        for (int i = 0; i < odd.size(); i++) {
            chunks.add(chunk("odd" + i, 1, odd.get(i), Map.of()));
        }
        write(chunks);
        for (EncodedChunk chunk : chunks) {
            ChunkId id = chunk.chunk().id();
            assertThat(index.chunks(List.of(id))).isEqualTo(Map.of(id, chunk.chunk()));
            assertThat(ids(index.search(
                            IndexQuery.both(chunk.vector(), chunk.chunk().text(), 20))))
                    .contains(id);
        }
        assertThat(ids(index.search(IndexQuery.lexical("surrogate", 10))))
                .containsExactly(chunks.get(1).chunk().id());
        assertThat(index.search(IndexQuery.lexical("nul AND (title:* OR \"", 10))
                        .size())
                .isEqualTo(1);
        assertThat(index.check().problems()).isEmpty();
    }

    @Test
    void idsMayHoldAnyCharacters() {
        List<EncodedChunk> chunks = new ArrayList<>();
        for (String id :
                List.of("a/b", "a#1", "a b", "\u00e9", "\uD83D\uDE00", "#", "x".repeat(512), "\u4e2d".repeat(512))) {
            chunks.add(data.chunk(document(id), 0, 1));
        }
        write(chunks);
        for (EncodedChunk chunk : chunks) {
            assertThat(index.chunks(List.of(chunk.chunk().id()))).hasSize(1);
            assertThat(ids(index.search(IndexQuery.dense(chunk.vector(), 1).exactly())))
                    .containsExactly(chunk.chunk().id());
        }
    }

    @Test
    void termStatisticsCountTheChunksThatHoldAWord() {
        write(List.of(
                chunk("a", 1, "horse zebra horse", Map.of()),
                chunk("b", 1, "horse", Map.of()),
                chunk("c", 1, "cow", Map.of())));
        TermStatistics before = index.termStatistics("Horse zebra unicorn");
        assertThat(before).isEqualTo(new TermStatistics(3, Map.of("horse", 2L, "zebra", 1L, "unicorn", 0L)));
        index.delete(document("a"), 2);
        index.flush();
        assertThat(index.termStatistics("horse zebra"))
                .isEqualTo(new TermStatistics(2, Map.of("horse", 1L, "zebra", 0L)));
    }

    @Test
    void anotherSpecIsRefusedAndTheIndexStaysAsItWas() {
        fill(10);
        index.close();
        IndexSpec made = spec();
        FieldSchema retyped = FieldSchema.of(Map.of("year", FieldType.KEYWORD));
        for (IndexSpec other : List.of(
                new IndexSpec(COLLECTION, new Space("s@2"), DIMENSION, TOKEN_DIMENSION, "und", made.fields()),
                new IndexSpec(COLLECTION, made.space(), DIMENSION * 2, TOKEN_DIMENSION, "und", made.fields()),
                new IndexSpec(COLLECTION, made.space(), DIMENSION, 0, "und", made.fields()),
                new IndexSpec(COLLECTION, made.space(), DIMENSION, TOKEN_DIMENSION, "en", made.fields()),
                new IndexSpec(COLLECTION, made.space(), DIMENSION, TOKEN_DIMENSION, "und", retyped))) {
            assertRefused(ErrorCode.SPACE_MISMATCH, () -> indexes.open(other).close());
        }
        index = indexes.open(made);
        assertThat(index.stats().chunks()).isEqualTo(10);
    }

    @Test
    void indexesAreFoundByNameAndDropped() {
        IndexSpec other = new IndexSpec("other", new Space("s@1"), 4, 0, "en", FieldSchema.EMPTY);
        assertThat(indexes.exists("other")).isFalse();
        indexes.drop("other");
        indexes.open(other).close();
        assertThat(indexes.exists("other")).isTrue();
        indexes.drop("other");
        assertThat(indexes.exists("other")).isFalse();
        PassageIndex again = indexes.open(new IndexSpec("other", new Space("s@9"), 5, 0, "de", FieldSchema.EMPTY));
        assertThat(again.stats().chunks()).isZero();
        again.close();
        assertRefused(ErrorCode.INVALID_ARGUMENT, () -> indexes.exists("../contract"));
    }

    @Test
    void anIndexWithoutTokenVectorsKeepsNone() {
        IndexSpec spec = new IndexSpec("plain", new Space("s@1"), DIMENSION, 0, "en", RandomChunks.FIELDS);
        PassageIndex plain = indexes.open(spec);
        EncodedChunk chunk = data.chunk(new DocumentRef("plain", "d"), 0, 1);
        plain.upsert(new Batch(List.of(chunk)));
        plain.flush();
        assertThat(plain.tokenVectors(List.of(chunk.chunk().id()))).isEmpty();
        plain.close();
    }
}
