package io.vizsla.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.IndexQuery;
import io.vizsla.api.passage.IndexReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/**
 * What every {@link PassageIndex} must do; this part is about writes, the classes above it hold the others. A store's test
 * extends this class, says how its indexes are made, and adds what is its own.
 */
@NullUnmarked // test code: the framework fills the fields
public abstract class PassageIndexContract extends PassageIndexContentContract {

    private EncodedChunk version(int ordinal, long version) {
        return data.chunk(document("d"), ordinal, version);
    }

    private Map<ChunkId, Chunk> all() {
        Map<ChunkId, Chunk> all = new HashMap<>();
        index.forEach(chunk -> assertThat(all.put(chunk.id(), chunk))
                .as("%s twice", chunk.id())
                .isNull());
        return all;
    }

    @Test
    void aLowerVersionNeverReplacesAHigherOne() {
        for (boolean flushed : new boolean[] {false, true}) {
            EncodedChunk high = version(0, 5);
            index.upsert(new Batch(List.of(high)));
            if (flushed) {
                index.flush();
            }
            index.upsert(new Batch(List.of(version(0, 4))));
            index.flush();
            assertThat(all()).isEqualTo(Map.of(high.chunk().id(), high.chunk()));
        }
    }

    @Test
    void anEqualOrHigherVersionReplaces() {
        for (long version : new long[] {5, 5, 6}) {
            EncodedChunk now = version(0, version);
            index.upsert(new Batch(List.of(version(0, 5))));
            index.upsert(new Batch(List.of(now)));
            index.flush();
            assertThat(all()).isEqualTo(Map.of(now.chunk().id(), now.chunk()));
            index.delete(document("d"), Long.MAX_VALUE);
            index.flush();
        }
    }

    @Test
    void aDeleteRemovesLowerVersionsOnly() {
        EncodedChunk kept = version(0, 5);
        EncodedChunk neighbor = data.chunk(document("d2"), 0, 1);
        index.upsert(new Batch(List.of(kept, version(1, 4), version(2, 3), neighbor)));
        index.delete(document("d"), 5);
        index.flush();
        assertThat(all()).containsOnlyKeys(kept.chunk().id(), neighbor.chunk().id());
    }

    @Test
    void aDeletedChunkCanBeWrittenAgainUnderALowerVersion() {
        write(List.of(version(0, 9)));
        index.delete(document("d"), 10);
        index.upsert(new Batch(List.of(version(0, 2))));
        index.flush();
        assertThat(all().values()).extracting(Chunk::version).containsExactly(2L);
    }

    @Test
    void randomWritesEndInTheStateOfTheModel() {
        Map<ChunkId, EncodedChunk> model = new HashMap<>();
        for (int step = 0; step < 600; step++) {
            switch (random.nextInt(13)) {
                case 12 -> expectRandom();
                case 0, 1, 2, 3, 4, 5, 6 -> upsertRandom(model);
                case 7, 8, 9 -> deleteRandom(model);
                case 10 -> assertSame(model);
                default -> {
                    if (random.nextInt(4) == 0) {
                        reopen();
                    }
                }
            }
        }
        assertSame(model);
        reopen();
        assertSame(model);
    }

    private void upsertRandom(Map<ChunkId, EncodedChunk> model) {
        Map<ChunkId, EncodedChunk> batch = new HashMap<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            EncodedChunk chunk = data.chunk(randomDocument(), random.nextInt(4), random.nextInt(20));
            batch.put(chunk.chunk().id(), chunk);
        }
        index.upsert(new Batch(List.copyOf(batch.values())));
        batch.forEach((id, chunk) -> model.merge(
                id, chunk, (old, now) -> now.chunk().version() >= old.chunk().version() ? now : old));
    }

    /** Some that come and some that do not; what is expected changes no outcome. */
    private void expectRandom() {
        index.expect(IntStream.range(0, random.nextInt(6))
                .mapToObj(_ -> randomDocument())
                .toList());
    }

    private void deleteRandom(Map<ChunkId, EncodedChunk> model) {
        DocumentRef document = randomDocument();
        long olderThan = random.nextInt(22);
        index.delete(document, olderThan);
        model.entrySet()
                .removeIf(entry -> entry.getKey().document().equals(document)
                        && entry.getValue().chunk().version() < olderThan);
    }

    private DocumentRef randomDocument() {
        return document("d" + random.nextInt(8));
    }

    private void assertSame(Map<ChunkId, EncodedChunk> model) {
        index.flush();
        Map<ChunkId, Chunk> expected = new HashMap<>();
        model.forEach((id, chunk) -> expected.put(id, chunk.chunk()));
        assertThat(all()).isEqualTo(expected);
        assertThat(index.chunks(model.keySet())).isEqualTo(expected);
        assertThat(index.stats().chunks()).isEqualTo(model.size());
        float[] query = data.vector();
        Hits hits = index.search(IndexQuery.dense(query, 10_000));
        assertThat(ids(hits)).containsExactlyInAnyOrderElementsOf(model.keySet());
        for (Hit hit : hits) {
            double cosine = ExactSearch.cosine(query, model.get(hit.id()).vector());
            assertThat(hit.score()).isCloseTo(cosine, within(1e-5));
        }
    }

    @Test
    void flushedWritesSurviveReopening() {
        List<EncodedChunk> chunks = fill(50);
        reopen();
        assertThat(index.stats().chunks()).isEqualTo(50);
        assertThat(all())
                .containsOnlyKeys(
                        chunks.stream().map(chunk -> chunk.chunk().id()).toArray(ChunkId[]::new));
    }

    @Test
    void readersSeeWholeChunksWhileWritersWrite() throws Exception {
        int writers = 3;
        AtomicBoolean writing = new AtomicBoolean(true);
        List<List<EncodedChunk>> work = new ArrayList<>();
        for (int w = 0; w < writers; w++) {
            List<EncodedChunk> mine = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                mine.add(data.chunk(document("w" + w + "-" + i % 50), 0, i));
            }
            work.add(mine);
        }
        float[] query = data.vector();
        try (ExecutorService threads = Executors.newFixedThreadPool(writers + 2)) {
            List<Future<?>> written = new ArrayList<>();
            for (List<EncodedChunk> mine : work) {
                written.add(threads.submit(() -> {
                    for (int i = 0; i < mine.size(); i += 10) {
                        index.upsert(new Batch(mine.subList(i, i + 10)));
                        if (i % 50 == 0) {
                            index.flush();
                        }
                    }
                    return true;
                }));
            }
            Callable<Boolean> reader = () -> {
                while (writing.get()) {
                    Hits hits = index.search(IndexQuery.both(query, "w0 w1", 50));
                    assertThat(ids(hits)).doesNotHaveDuplicates();
                    index.chunks(ids(hits))
                            .forEach((id, chunk) -> assertThat(chunk.id()).isEqualTo(id));
                }
                return true;
            };
            Future<Boolean> first = threads.submit(reader);
            Future<Boolean> second = threads.submit(reader);
            try {
                for (Future<?> one : written) {
                    one.get();
                }
            } finally {
                writing.set(false);
            }
            first.get();
            second.get();
        }
        index.flush();
        assertThat(all().values()).hasSize(writers * 50).allMatch(chunk -> chunk.version() >= 150);
    }

    @Test
    void aDocumentThatIsBeingWrittenPassesTheCheck() {
        write(List.of(data.chunk(document("d"), 0, 1), data.chunk(document("d"), 1, 1)));
        index.upsert(new Batch(List.of(data.chunk(document("d"), 1, 2))));
        assertThat(index.check().problems()).isEmpty();
        index.delete(document("d"), 2);
        assertThat(index.check().problems()).isEmpty();
    }

    @Test
    void aSoundIndexPassesItsCheck() {
        List<EncodedChunk> chunks = new ArrayList<>();
        for (int d = 0; d < 20; d++) {
            for (int ordinal = 0; ordinal <= d % 4; ordinal++) {
                chunks.add(data.chunk(document("d" + d), ordinal, 3));
            }
        }
        write(chunks);
        index.delete(document("d0"), 4);
        index.flush();
        IndexReport report = index.check();
        assertThat(report.problems()).isEmpty();
        assertThat(report.documents()).isEqualTo(19);
        assertThat(report.chunks()).isEqualTo(chunks.size() - 1);
    }
}
