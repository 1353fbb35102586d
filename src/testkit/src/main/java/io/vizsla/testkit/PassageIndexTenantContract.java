package io.vizsla.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.document.FieldType;
import io.vizsla.api.encoding.Space;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.filter.Filter;
import io.vizsla.api.filter.Operator;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.IndexQuery;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every passage index must make of documents of several tenants, however it parts them. */
@NullUnmarked // test code: the framework fills the fields
public abstract class PassageIndexTenantContract extends PassageIndexFilterContract {

    private static final String SHARED = "shared";
    private static final String OWNER = "owner";
    private static final FieldSchema FIELDS =
            FieldSchema.of(Map.of(OWNER, FieldType.TENANT, "year", FieldType.INTEGER, "tags", FieldType.KEYWORD));
    private static final List<String> TENANTS = List.of("acme", "Acme", "a.b_c-9", "0");

    @Test
    void aTenantsDocumentsAreFoundByItsNameAlone() {
        PassageIndex shared = open();
        List<EncodedChunk> chunks = fillShared(shared);
        ReferenceFilter reference = new ReferenceFilter(FIELDS);
        for (int i = 0; i < 60; i++) {
            Filter filter = filter();
            Set<ChunkId> expected = chunks.stream()
                    .map(EncodedChunk::chunk)
                    .filter(chunk -> reference.passes(filter, chunk.metadata()))
                    .map(Chunk::id)
                    .collect(Collectors.toSet());
            assertThat(Set.copyOf(ids(
                            shared.search(IndexQuery.dense(data.vector(), 1000).filtered(filter)))))
                    .as("%s", filter)
                    .isEqualTo(expected);
            assertThat(expected)
                    .as("%s", filter)
                    .containsAll(ids(
                            shared.search(IndexQuery.lexical("w0 w1 w2", 1000).filtered(filter))));
        }
        shared.close();
        indexes.drop(SHARED);
    }

    @Test
    void whatIsWrittenAgainAndDeletedIsInOneTenantsPartOnly() {
        PassageIndex shared = open();
        List<EncodedChunk> chunks = fillShared(shared);
        EncodedChunk first = chunks.getFirst();
        DocumentRef document = first.chunk().id().document();

        shared.upsert(new Batch(List.of(chunk(document.id(), 2, TENANTS.getFirst()))));
        shared.delete(chunks.get(1).chunk().id().document(), 2);
        shared.flush();

        assertThat(shared.stats().chunks()).isEqualTo(chunks.size() - 1);
        assertThat(shared.chunks(List.of(first.chunk().id())).values())
                .extracting(Chunk::version)
                .containsExactly(2L);
        assertThat(shared.chunks(List.of(chunks.get(1).chunk().id()))).isEmpty();
        assertThat(shared.check().problems()).isEmpty();
        shared.close();
        indexes.drop(SHARED);
    }

    @Test
    void howManyWordsOthersHaveIsNoHindrance() {
        PassageIndex shared = open();
        List<EncodedChunk> chunks = new ArrayList<>();
        chunks.add(chunk("acme/own", 1, "acme", List.of("reddish")));
        for (int i = 0; i < 5; i++) {
            String start = "red" + i + "-";
            List<String> words =
                    IntStream.range(0, 4000).mapToObj(word -> start + word).toList();
            chunks.add(chunk("0/many" + i, 1, "0", words));
        }
        shared.upsert(new Batch(chunks));
        shared.flush();

        for (Operator operator : List.of(Operator.PREFIX, Operator.CONTAINS)) {
            Filter filter = new Filter.And(List.of(
                    new Filter.Compare("tags", operator, "red"), new Filter.Compare(OWNER, Operator.EQ, "acme")));
            assertThat(ids(shared.search(IndexQuery.dense(data.vector(), 10).filtered(filter))))
                    .as("%s", operator)
                    .containsExactly(chunks.getFirst().chunk().id());
        }
        shared.close();
        indexes.drop(SHARED);
    }

    @Test
    void whatIsNobodysIsRefused() {
        PassageIndex shared = open();

        for (Object nobody : new Object[] {null, List.of("acme"), 7, "", "a/b", "x".repeat(64)}) {
            assertRefused(
                    ErrorCode.INVALID_METADATA, () -> shared.upsert(new Batch(List.of(chunk("acme/d", 1, nobody)))));
        }
        assertThat(shared.stats().chunks()).isZero();
        shared.close();
        indexes.drop(SHARED);
    }

    private PassageIndex open() {
        return indexes.open(new IndexSpec(SHARED, new Space("s@1"), DIMENSION, TOKEN_DIMENSION, "und", FIELDS));
    }

    private List<EncodedChunk> fillShared(PassageIndex shared) {
        List<EncodedChunk> chunks = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            String tenant = TENANTS.get(i % TENANTS.size());
            chunks.add(chunk(tenant + "/d" + i, 1, tenant));
        }
        shared.upsert(new Batch(chunks));
        shared.flush();
        return chunks;
    }

    /** One that names a tenant, beside what else may pass, in each of the places where it can stand. */
    private Filter filter() {
        Filter own = new Filter.Compare(OWNER, Operator.EQ, TENANTS.get(random.nextInt(TENANTS.size())));
        Filter year = new Filter.Compare("year", Operator.GTE, (long) random.nextInt(5));
        Filter start = new Filter.Compare("tags", Operator.PREFIX, "red");
        Filter part = new Filter.Compare("tags", Operator.CONTAINS, "d-" + random.nextInt(5));
        return switch (random.nextInt(10)) {
            case 0 -> own;
            case 6 -> new Filter.And(List.of(start, own));
            case 7 -> new Filter.And(List.of(own, new Filter.Not(part)));
            case 8 -> new Filter.Or(List.of(start, part));
            case 9 -> new Filter.And(List.of(new Filter.Or(List.of(part, start)), own));
            case 1 -> new Filter.And(List.of(year, own));
            case 2 -> new Filter.Or(List.of(own, year));
            case 3 -> new Filter.Not(own);
            case 4 -> new Filter.And(List.of(new Filter.Or(List.of(own, year)), own));
            default -> new Filter.And(List.of(own, new Filter.Compare(OWNER, Operator.EQ, TENANTS.getLast())));
        };
    }

    private EncodedChunk chunk(String id, long version, @Nullable Object tenant) {
        return chunk(id, version, tenant, List.of("red-" + random.nextInt(5), tenant + "d-" + random.nextInt(5)));
    }

    private EncodedChunk chunk(String id, long version, @Nullable Object tenant, List<String> tags) {
        EncodedChunk any = data.chunk(new DocumentRef(SHARED, id), 0, version);
        Map<String, @Nullable Object> metadata = new HashMap<>();
        metadata.put(OWNER, tenant);
        metadata.put("year", random.nextInt(5));
        metadata.put("tags", tags);
        Chunk chunk = new Chunk(
                any.chunk().id(), version, "", List.of(), any.chunk().text(), 0, 9, metadata, "hash-" + version);
        return new EncodedChunk(chunk, any.vector(), any.tokens());
    }
}
