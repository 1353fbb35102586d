package io.vizsla.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.filter.Filter;
import io.vizsla.api.filter.Operator;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.DocumentQuery;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.IndexQuery;
import io.vizsla.api.passage.NearestChunk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What every passage index must make of a filter. */
@NullUnmarked // test code: the framework fills the fields
public abstract class PassageIndexFilterContract extends PassageIndexSearchContract {

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
    void theNearestChunkOfADocumentIsTheNearestOfThoseThatPass() {
        Map<ChunkId, EncodedChunk> chunks = fillDocuments();
        ReferenceFilter reference = new ReferenceFilter(RandomChunks.FIELDS);
        for (int round = 0; round < 50; round++) {
            Filter filter = round == 0 ? null : data.filter(1 + random.nextInt(3));
            List<DocumentQuery> queries = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                Integer ordinal = random.nextInt(3) == 0 ? random.nextInt(10) : null;
                queries.add(new DocumentQuery(document("d" + random.nextInt(14)), ordinal, data.vector()));
            }
            List<NearestChunk> found = index.nearest(queries, filter);
            assertThat(found).hasSameSizeAs(queries);
            for (int i = 0; i < queries.size(); i++) {
                DocumentQuery query = queries.get(i);
                List<EncodedChunk> own = chunks.values().stream()
                        .filter(chunk -> chunk.chunk().id().document().equals(query.document()))
                        .filter(chunk -> query.admits(chunk.chunk().id().ordinal()))
                        .toList();
                List<EncodedChunk> passing = own.stream()
                        .filter(chunk -> filter == null
                                || reference.passes(filter, chunk.chunk().metadata()))
                        .toList();
                assertNearest(found.get(i), query, own, passing);
            }
        }
    }

    /** Documents whose chunks lie in several places, some of them deleted again. */
    private Map<ChunkId, EncodedChunk> fillDocuments() {
        Map<ChunkId, EncodedChunk> chunks = new HashMap<>();
        for (int part = 0; part < 3; part++) {
            List<EncodedChunk> some = new ArrayList<>();
            for (int d = 0; d < 12; d++) {
                for (int ordinal = 3 * part; ordinal < 3 * part + 3; ordinal++) {
                    some.add(data.chunk(document("d" + d), ordinal, d == 0 ? 1 : 4 + part));
                }
            }
            write(some);
            some.forEach(chunk -> chunks.put(chunk.chunk().id(), chunk));
        }
        for (String gone : List.of("d0", "d1")) {
            index.delete(document(gone), 5);
            chunks.values()
                    .removeIf(chunk -> chunk.chunk().id().document().id().equals(gone)
                            && chunk.chunk().version() < 5);
        }
        index.flush();
        return chunks;
    }

    private static void assertNearest(
            NearestChunk found, DocumentQuery query, List<EncodedChunk> own, List<EncodedChunk> passing) {
        if (passing.isEmpty()) {
            assertThat(found).isEqualTo(own.isEmpty() ? NearestChunk.None.ABSENT : NearestChunk.None.HIDDEN);
            return;
        }
        double best = ExactSearch.top(passing, EncodedChunk::vector, query.vector(), 1)
                .getFirst()
                .cosine();
        assertThat(found).isInstanceOfSatisfying(NearestChunk.Found.class, chunk -> {
            EncodedChunk near = passing.stream()
                    .filter(one -> one.chunk().id().equals(chunk.id()))
                    .findFirst()
                    .orElseThrow();
            // Single precision does not tell chunks apart whose cosines differ in the seventh digit.
            assertThat(ExactSearch.cosine(query.vector(), near.vector())).isCloseTo(best, within(1e-6));
            assertThat(chunk.version()).isEqualTo(near.chunk().version());
            assertThat(ExactSearch.cosine(chunk.vector(), near.vector())).isCloseTo(1, within(1e-6));
        });
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
                "100%",
                "a\u0100",
                "a_b",
                "{0061",
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
            assertThat(holding(hostile.get(i))).as(hostile.get(i)).isEqualTo(places(hostile, hostile.get(i)));
        }
        for (String part : List.of(
                "%", "_", "%a%", "a_", "a.", ".*", "^", "$", "[", "0061", "!0020", "\u6101", "x".repeat(1025))) {
            assertThat(holding(part)).as(part).isEqualTo(places(hostile, part));
        }
        Filter unheard = new Filter.Compare("tags", Operator.EQ, "y".repeat(100_000));
        assertThat(index.search(IndexQuery.lexical("text", 100).filtered(unheard)))
                .isEmpty();
    }

    private Set<String> holding(String part) {
        return ids(index.search(
                        IndexQuery.lexical("text", 100).filtered(new Filter.Compare("tags", Operator.CONTAINS, part))))
                .stream()
                .map(id -> id.document().id())
                .collect(Collectors.toSet());
    }

    private static Set<String> places(List<String> texts, String part) {
        return IntStream.range(0, texts.size())
                .filter(i -> texts.get(i).contains(part))
                .mapToObj(i -> "h" + i)
                .collect(Collectors.toSet());
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
        assertRefused(
                ErrorCode.INVALID_FILTER,
                () -> index.search(query.filtered(new Filter.Compare("year", Operator.CONTAINS, "2"))));
        assertRefused(
                ErrorCode.INVALID_FILTER,
                () -> index.search(query.filtered(new Filter.Compare("tags", Operator.CONTAINS, 2L))));
        Filter deep = new Filter.Compare("year", Operator.EQ, 1L);
        for (int i = 0; i < 1000; i++) {
            deep = new Filter.Not(deep);
        }
        Filter tooDeep = deep;
        assertRefused(ErrorCode.INVALID_FILTER, () -> index.search(query.filtered(tooDeep)));
        List<DocumentQuery> look = List.of(new DocumentQuery(document("d0"), null, data.vector()));
        assertRefused(
                ErrorCode.UNKNOWN_FIELD, () -> index.nearest(look, new Filter.Compare("color", Operator.EQ, "red")));
        assertRefused(ErrorCode.INVALID_FILTER, () -> index.nearest(look, tooDeep));
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
}
