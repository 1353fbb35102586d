package io.vizsla.index.milvus;

import io.milvus.v2.common.ConsistencyLevel;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.DocumentQuery;
import io.vizsla.api.passage.NearestChunk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Finds in single documents the chunk nearest to a vector, by reading the vectors of all their chunks that pass. */
final class DocumentSearch {

    private static final int DOCUMENTS = 200;
    private static final int PAGE = 2000;

    private final Rows rows;

    /** A chunk of a document that is asked for. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them, and nobody writes into them.
    private record Place(ChunkId id, long version, float[] vector) {}

    DocumentSearch(Rows rows) {
        this.rows = rows;
    }

    /**
     * Returns what each query finds, see {@link io.vizsla.api.passage.PassageIndex#nearest}.
     *
     * @param queries with vectors of unit length
     * @param filter a Milvus expression, empty for none
     */
    List<NearestChunk> nearest(List<DocumentQuery> queries, String filter, ConsistencyLevel level) {
        Set<DocumentRef> documents = new LinkedHashSet<>();
        queries.forEach(query -> documents.add(query.document()));
        Map<DocumentRef, List<Place>> passing = new HashMap<>();
        read(documents, filter, List.of(Columns.VERSION, Columns.VECTOR), level, row -> {
            ChunkId id = ChunkRows.id(Rows.key(row));
            long version = Rows.number(row, Columns.VERSION);
            passing.computeIfAbsent(id.document(), _ -> new ArrayList<>())
                    .add(new Place(id, version, ChunkRows.vector(row)));
        });
        List<NearestChunk> found = new ArrayList<>();
        Set<DocumentRef> unfound = new LinkedHashSet<>();
        for (DocumentQuery query : queries) {
            NearestChunk best = best(query, passing.getOrDefault(query.document(), List.of()));
            found.add(best);
            if (best == NearestChunk.None.ABSENT) {
                unfound.add(query.document());
            }
        }
        return filter.isEmpty() || unfound.isEmpty() ? found : hidden(queries, found, unfound, level);
    }

    /** Tells documents without a chunk from those whose chunks the filter hides. */
    private List<NearestChunk> hidden(
            List<DocumentQuery> queries, List<NearestChunk> found, Set<DocumentRef> unfound, ConsistencyLevel level) {
        Set<ChunkId> there = new LinkedHashSet<>();
        read(unfound, "", List.of(), level, row -> there.add(ChunkRows.id(Rows.key(row))));
        List<NearestChunk> told = new ArrayList<>(found);
        for (int i = 0; i < told.size(); i++) {
            DocumentQuery query = queries.get(i);
            if (told.get(i) == NearestChunk.None.ABSENT
                    && there.stream()
                            .anyMatch(id -> id.document().equals(query.document()) && query.admits(id.ordinal()))) {
                told.set(i, NearestChunk.None.HIDDEN);
            }
        }
        return told;
    }

    private void read(
            Set<DocumentRef> documents,
            String filter,
            List<String> columns,
            ConsistencyLevel level,
            Consumer<Map<String, Object>> visitor) {
        List<String> keys = documents.stream().map(ChunkRows::document).toList();
        for (int from = 0; from < keys.size(); from += DOCUMENTS) {
            String some = Rows.in(Columns.DOCUMENT, keys.subList(from, Math.min(keys.size(), from + DOCUMENTS)));
            rows.read(MilvusFilters.both(some, filter), columns, PAGE, level, visitor);
        }
    }

    private static NearestChunk best(DocumentQuery query, List<Place> places) {
        Place best = null;
        double nearest = Double.NEGATIVE_INFINITY;
        for (Place place : places) {
            if (query.admits(place.id().ordinal())) {
                double cosine = Candidate.cosine(query.vector(), place.vector());
                boolean first = best == null || place.id().ordinal() < best.id().ordinal();
                if (cosine > nearest || (cosine == nearest && first)) {
                    best = place;
                    nearest = cosine;
                }
            }
        }
        return best == null
                ? NearestChunk.None.ABSENT
                : new NearestChunk.Found(
                        best.id(), best.version(), best.vector().clone());
    }
}
