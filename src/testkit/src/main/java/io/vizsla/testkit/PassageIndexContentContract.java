package io.vizsla.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.document.FieldType;
import io.vizsla.api.encoding.Space;
import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.DocumentQuery;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.IndexQuery;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every passage index must keep, and what it must refuse. */
@NullUnmarked // test code: the framework fills the fields
public abstract class PassageIndexContentContract extends PassageIndexTenantContract {

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
            assertRefused(
                    ErrorCode.INVALID_VECTOR,
                    () -> index.nearest(List.of(new DocumentQuery(document("good"), null, bad)), null));
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
    void vectorsComeBackAsTheyWere() {
        List<EncodedChunk> written = fill(300);
        reopen();
        List<ChunkId> ids = new ArrayList<>(
                written.stream().map(chunk -> chunk.chunk().id()).toList());
        ids.add(new ChunkId(document("absent"), 0));
        Map<ChunkId, float[]> vectors = index.vectors(ids);
        assertThat(vectors).hasSize(written.size());
        for (EncodedChunk chunk : written) {
            assertThat(ExactSearch.cosine(vectors.get(chunk.chunk().id()), chunk.vector()))
                    .isCloseTo(1, within(1e-6));
        }
        vectors.values().forEach(vector -> vector[0] = 9);
        assertThat(index.vectors(ids).values())
                .allSatisfy(vector -> assertThat(vector[0]).isBetween(-1f, 1f));
    }

    @Test
    void everyChunkIsVisitedOnceHoweverManyThereAre() {
        List<EncodedChunk> written = fill(900);
        List<ChunkId> visited = new ArrayList<>();
        index.forEach(chunk -> visited.add(chunk.id()));
        assertThat(visited)
                .containsExactlyInAnyOrderElementsOf(
                        written.stream().map(chunk -> chunk.chunk().id()).toList());
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
        assertThat(indexes.names()).containsExactlyInAnyOrder(COLLECTION, "other");
        indexes.drop("other");
        assertThat(indexes.exists("other")).isFalse();
        assertThat(indexes.names()).containsExactly(COLLECTION);
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
