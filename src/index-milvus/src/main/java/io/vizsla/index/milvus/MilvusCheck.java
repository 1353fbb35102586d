package io.vizsla.index.milvus;

import io.milvus.v2.common.ConsistencyLevel;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.IndexReport;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.index.common.ChunkPlaces;
import io.vizsla.index.common.UnitVectors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Proves an index sound: every row is what its content would be written as today, and every document's chunks are whole.
 * Milvus keeps no snapshot, so a document that another process is writing may look torn; the report names it all the same,
 * and a second check tells.
 */
final class MilvusCheck {

    private static final int MOST_PROBLEMS = 1000;
    private static final int PAGE = 200;

    private final IndexSpec spec;
    private final Rows rows;
    private final ChunkRows chunkRows;
    private final Map<DocumentRef, List<String>> problems = new LinkedHashMap<>();
    private final List<String> unreadable = new ArrayList<>();

    MilvusCheck(IndexSpec spec, Rows rows, ChunkRows chunkRows) {
        this.spec = spec;
        this.rows = rows;
        this.chunkRows = chunkRows;
    }

    /**
     * Reads all rows.
     *
     * @param pending documents that are being written: nothing is said of them
     */
    IndexReport run(Set<DocumentRef> pending) {
        ChunkPlaces places = new ChunkPlaces(this::report);
        rows.read("", columns(), PAGE, ConsistencyLevel.STRONG, row -> check(row, places));
        places.end();
        pending.forEach(problems::remove);
        List<String> all = new ArrayList<>(unreadable);
        problems.values().forEach(all::addAll);
        return new IndexReport(
                places.chunks(), places.documents(), all.subList(0, Math.min(all.size(), MOST_PROBLEMS)));
    }

    private List<String> columns() {
        List<String> columns = new ArrayList<>(List.of(
                Columns.DOCUMENT,
                Columns.VERSION,
                Columns.LENGTH,
                Columns.VECTOR,
                Columns.WORDS,
                Columns.VALUES,
                Columns.CONTENT,
                Columns.TOKENS));
        Columns bounds = new Columns(spec.fields());
        for (String field : bounds.boundedFields()) {
            columns.add(bounds.low(field));
            columns.add(bounds.high(field));
        }
        return columns;
    }

    private void check(Map<String, Object> row, ChunkPlaces places) {
        try {
            Chunk chunk = chunkRows.chunk(row);
            places.add(chunk);
            compare(row, chunk);
        } catch (VizslaException damaged) {
            unreadable.add(damaged.detail());
        }
    }

    private void compare(Map<String, Object> row, Chunk chunk) {
        float[] vector = ChunkRows.vector(row);
        if (!UnitVectors.isUnit(vector)) {
            report(chunk.id().document(), chunk.id() + ": its vector has not unit length");
            return;
        }
        EncodedChunk read = new EncodedChunk(chunk, vector, chunkRows.tokens(row));
        chunkRows.row("chunk", read).cells().values().forEach((column, wanted) -> {
            if (row.containsKey(column) && !column.equals(Columns.VECTOR) && !column.equals(Columns.TOKENS)) {
                expect(chunk, column, plain(wanted), plain(row.get(column)));
            }
        });
    }

    private void expect(Chunk chunk, String column, Object expected, Object found) {
        if (!expected.equals(found)) {
            report(
                    chunk.id().document(),
                    chunk.id() + ": column " + column + " is " + brief(found) + ", expected " + brief(expected));
        }
    }

    private void report(DocumentRef document, String problem) {
        problems.computeIfAbsent(document, _ -> new ArrayList<>()).add(problem);
    }

    private static Object plain(@Nullable Object value) {
        return switch (value) {
            case List<?> list -> new HashSet<>(list);
            case null -> "absent";
            default -> value.toString();
        };
    }

    private static String brief(Object value) {
        String text = value.toString();
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }
}
