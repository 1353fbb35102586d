package io.vizsla.testkit;

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
import io.vizsla.api.passage.PassageIndexes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Random filters with hostile keys and values on a store against an evaluator in memory: no difference, and no error that quotes
 * the store. {@code -Dvizsla.filters=100000} for the long form.
 */
public final class RandomFilters {

    private static final int FILTERS = Integer.getInteger("vizsla.filters", 300);
    private static final int CHUNKS = 200;
    private static final int AT_ONCE = 128;

    private RandomFilters() {}

    private record Drawn(int number, Object json, Filter filter) {}

    /**
     * Compares; prints the seed.
     *
     * @param indexes where an index {@code filters} is made; stays the caller's
     */
    public static void compare(PassageIndexes indexes) {
        SplittableRandom random = Seeds.random("RandomFilters");
        HostileFilters hostile = new HostileFilters(random);
        try (PassageIndex index =
                indexes.open(new IndexSpec("filters", new Space("s@1"), 2, 0, "und", HostileFilters.FIELDS))) {
            List<Chunk> chunks = fill(index, hostile);
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
                drawn.parallelStream().forEach(one -> compare(index, chunks, one));
            }
            assertThat(refused).as("filters that were refused").isBetween(1, FILTERS / 2);
        }
    }

    private static void compare(PassageIndex index, List<Chunk> chunks, Drawn one) {
        ReferenceFilter reference = new ReferenceFilter(HostileFilters.FIELDS);
        Set<ChunkId> expected = chunks.stream()
                .filter(chunk -> reference.passes(one.filter(), chunk.metadata()))
                .map(Chunk::id)
                .collect(Collectors.toSet());
        assertThat(found(index, one.filter()))
                .as("%d: %s", one.number(), one.json())
                .isEqualTo(expected);
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
            assertThat(refused.detail())
                    .doesNotContainIgnoringCase("milvus")
                    .doesNotContainIgnoringCase("lucene")
                    .doesNotContain("array_contains");
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
