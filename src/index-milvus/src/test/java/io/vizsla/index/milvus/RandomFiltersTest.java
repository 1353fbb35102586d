package io.vizsla.index.milvus;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.encoding.Space;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.filter.Filter;
import io.vizsla.api.filter.FilterReader;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.IndexQuery;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.testkit.MilvusServer;
import io.vizsla.testkit.ReferenceFilter;
import io.vizsla.testkit.Seeds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Random filters with hostile keys and values on both servers against an evaluator in memory: no difference, and no error
 * that quotes the server. {@code -Dvizsla.filters=100000} for the long form.
 */
@NullUnmarked // test code: the framework fills the fields
class RandomFiltersTest {

    private static final int FILTERS = Integer.getInteger("vizsla.filters", 300);
    private static final int CHUNKS = 200;
    private static final int AT_ONCE = 128;

    private final OwnPrefix own = new OwnPrefix();

    @AfterEach
    void drop() {
        own.drop();
    }

    @Test
    void onMilvusLite() {
        compare(TestServers.lite());
    }

    @Test
    void onTheServerWithoutBm25() {
        compare(TestServers.full());
    }

    private record Drawn(int number, Object json, Filter filter) {}

    private void compare(MilvusServer server) {
        SplittableRandom random = Seeds.random("RandomFiltersTest");
        HostileFilters hostile = new HostileFilters(random);
        PassageIndex index = own.indexes(server)
                .open(new IndexSpec("filters", new Space("s@1"), 2, 0, "und", HostileFilters.FIELDS));
        List<Chunk> chunks = fill(index, hostile);
        ReferenceFilter reference = new ReferenceFilter(HostileFilters.FIELDS);
        int refused = 0;
        for (int from = 0; from < FILTERS; from += AT_ONCE) {
            List<Drawn> drawn = new ArrayList<>();
            for (int i = from; i < Math.min(FILTERS, from + AT_ONCE); i++) {
                Object json = hostile.filter(1 + random.nextInt(5));
                Filter filter = read(json);
                if (filter == null) {
                    refused++;
                } else {
                    drawn.add(new Drawn(i, json, filter));
                }
            }
            drawn.parallelStream().forEach(one -> {
                Set<ChunkId> expected = chunks.stream()
                        .filter(chunk -> reference.passes(one.filter(), chunk.metadata()))
                        .map(Chunk::id)
                        .collect(Collectors.toSet());
                assertThat(found(index, one.filter()))
                        .as("%d: %s", one.number(), one.json())
                        .isEqualTo(expected);
            });
        }
        assertThat(refused).as("filters that were refused").isBetween(1, FILTERS / 2);
        index.close();
    }

    private static Set<ChunkId> found(PassageIndex index, Filter filter) {
        Set<ChunkId> found = new HashSet<>();
        for (Hit hit : index.search(
                IndexQuery.dense(new float[] {1, 0}, CHUNKS).exactly().filtered(filter))) {
            found.add(hit.id());
        }
        return found;
    }

    private static @Nullable Filter read(Object json) {
        try {
            return FilterReader.read(HostileFilters.FIELDS, json);
        } catch (VizslaException refused) {
            assertThat(refused.code()).isIn(ErrorCode.INVALID_FILTER, ErrorCode.UNKNOWN_FIELD);
            assertThat(refused.detail()).doesNotContainIgnoringCase("milvus").doesNotContain("array_contains");
            return null;
        }
    }

    private static List<Chunk> fill(PassageIndex index, HostileFilters hostile) {
        List<Chunk> chunks = new ArrayList<>();
        List<EncodedChunk> encoded = new ArrayList<>();
        for (int i = 0; i < CHUNKS; i++) {
            Chunk chunk = new Chunk(
                    new ChunkId(new DocumentRef("filters", "d" + i), 0),
                    1,
                    "",
                    List.of(),
                    "text",
                    0,
                    4,
                    hostile.metadata(),
                    "hash");
            chunks.add(chunk);
            encoded.add(new EncodedChunk(chunk, new float[] {1, 0}, null));
        }
        index.upsert(new Batch(encoded));
        index.flush();
        return chunks;
    }
}
