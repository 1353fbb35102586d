package io.vizsla.langchain4j;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import dev.langchain4j.store.embedding.RelevanceScore;
import dev.langchain4j.store.embedding.filter.Filter;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.IndexQuery;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.api.passage.Signal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * LangChain4j's embedding store on any {@link PassageIndex}, in the caller's own process and with the caller's own vectors: Lucene
 * on a local disk, or a server. {@link VizslaEmbeddingStore} is the one for an instance, which encodes by itself.
 *
 * <p>What was added or removed is durable, and found by every later search, when the call returns; lists are much cheaper than
 * single rows. A row takes the place of the one that has its id. Vectors come back at unit length; a score is
 * {@code (1 + cosine) / 2}, as LangChain4j has it.
 *
 * <p>Filters on fields that the index declares are looked up in it. Any other filter, and one that passes more keywords than the
 * index takes ({@code containsString} of 16,384 and more on Milvus), is applied to every row and then compares every vector that
 * passes: exact as well, and as slow as that.
 *
 * <p>Safe for any number of threads. The index stays the caller's, who closes it.
 */
public final class IndexEmbeddingStore extends WritableStore {

    /** Rows are not versioned: the last write wins, and a removal takes whatever there is. */
    private static final long VERSION = 0;

    private static final String NO_TEXT = "-";
    private static final String NO_TEXT_HASH = "embedding";

    private final PassageIndex index;
    private final FilterTranslator<io.vizsla.api.filter.Filter> filters;

    /** Makes a store of an open index. Its space should be that of the model whose vectors are added; nothing can check that. */
    public IndexEmbeddingStore(PassageIndex index) {
        this.index = index;
        this.filters = new FilterTranslator<>(new IndexFilters(index.spec().fields()));
    }

    /**
     * Removes what passes.
     *
     * @param filter looked at row by row
     */
    @Override
    public void removeAll(@Nullable Filter filter) {
        if (filter == null) {
            throw new IllegalArgumentException("filter cannot be null");
        }
        removeThose(new IndexScan(index).passing(filter));
    }

    @Override
    public void removeAll() {
        List<ChunkId> all = new ArrayList<>();
        index.forEach(chunk -> all.add(chunk.id()));
        removeThose(all);
    }

    @Override
    public EmbeddingSearchResult<TextSegment> search(EmbeddingSearchRequest request) {
        float[] vector = request.queryEmbedding().vector();
        Map<ChunkId, Double> cosines = looked(request, vector)
                .flatMap(this::found)
                .orElseGet(() -> new IndexScan(index).nearest(request.filter(), vector, request.maxResults()));
        return new EmbeddingSearchResult<>(matches(cosines, request.minScore()));
    }

    @Override
    void write(Collection<Added> rows) {
        index.upsert(new Batch(rows.stream().map(this::encoded).toList()));
        index.flush();
    }

    @Override
    void delete(Collection<String> ids) {
        ids.forEach(id -> index.delete(document(id), Long.MAX_VALUE));
        index.flush();
    }

    private void removeThose(List<ChunkId> chunks) {
        chunks.forEach(chunk -> index.delete(chunk.document(), Long.MAX_VALUE));
        index.flush();
    }

    /** Returns what the index is asked; empty where its fields do not hold what the filter asks for. */
    private Optional<IndexQuery> looked(EmbeddingSearchRequest request, float[] vector) {
        IndexQuery query = IndexQuery.dense(vector, request.maxResults());
        if (request.filter() == null) {
            return Optional.of(query);
        }
        try {
            return Optional.of(query.filtered(filters.translate(request.filter())));
        } catch (VizslaException | UnsupportedFeatureException notDeclared) {
            return Optional.empty();
        }
    }

    /** Returns what the index finds; empty where the filter passes more values than it takes, as a part of a keyword may on Milvus. */
    private Optional<Map<ChunkId, Double>> found(IndexQuery query) {
        try {
            Map<ChunkId, Double> cosines = IndexScan.newOrdered();
            for (Hit hit : index.search(query)) {
                cosines.put(hit.id(), hit.signals().get(Signal.DENSE).orElse(0));
            }
            return Optional.of(cosines);
        } catch (VizslaException refused) {
            if (refused.code() == ErrorCode.INVALID_FILTER) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private List<EmbeddingMatch<TextSegment>> matches(Map<ChunkId, Double> cosines, double least) {
        Map<ChunkId, Chunk> chunks = index.chunks(cosines.keySet());
        Map<ChunkId, float[]> vectors = index.vectors(cosines.keySet());
        List<EmbeddingMatch<TextSegment>> matches = new ArrayList<>();
        cosines.forEach((id, cosine) -> {
            Chunk chunk = chunks.get(id);
            float[] vector = vectors.get(id);
            double score = RelevanceScore.fromCosineSimilarity(Math.max(-1, Math.min(1, cosine)));
            // One that was removed since is no match.
            if (chunk != null && vector != null && score >= least) {
                matches.add(new EmbeddingMatch<>(score, id.document().id(), Embedding.from(vector), segment(chunk)));
            }
        });
        return matches;
    }

    private EncodedChunk encoded(Added row) {
        Embedding embedding = row.embedding();
        if (embedding == null) {
            throw new IllegalArgumentException(
                    "embedding of the row " + row.id() + " = null is not valid: must be a vector");
        }
        TextSegment segment = row.segment();
        String text = segment == null ? NO_TEXT : segment.text();
        Chunk chunk = new Chunk(
                new ChunkId(document(row.id()), 0),
                VERSION,
                "",
                List.of(),
                text,
                0,
                text.length(),
                segment == null ? Map.of() : MetadataValues.stored(segment.metadata()),
                segment == null ? NO_TEXT_HASH : "");
        return new EncodedChunk(chunk, embedding.vector().clone(), null);
    }

    private DocumentRef document(String id) {
        return new DocumentRef(index.spec().name(), id);
    }

    @SuppressWarnings("NullAway") // A match may lack what was embedded, whatever the library's types say.
    private static TextSegment segment(Chunk chunk) {
        if (chunk.contentHash().equals(NO_TEXT_HASH)) {
            return null;
        }
        return TextSegment.from(chunk.text(), MetadataValues.read(chunk.metadata()));
    }
}
