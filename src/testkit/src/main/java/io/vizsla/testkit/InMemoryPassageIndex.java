package io.vizsla.testkit;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.filter.Filter;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.DocumentQuery;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.IndexQuery;
import io.vizsla.api.passage.IndexReport;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.IndexStats;
import io.vizsla.api.passage.NearestChunk;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.api.passage.Signal;
import io.vizsla.api.passage.Signals;
import io.vizsla.api.passage.TermStatistics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A passage index that compares with everything: the oracle of every store, behind the same port, and a fake for tests
 * that need an index but no store. Writes are visible at once and gone with the process.
 */
public final class InMemoryPassageIndex implements PassageIndex {

    private final IndexSpec spec;
    private final ReferenceFilter filters;
    private final Map<ChunkId, EncodedChunk> chunks = new ConcurrentHashMap<>();

    /** Makes an empty index. */
    public InMemoryPassageIndex(IndexSpec spec) {
        this.spec = spec;
        this.filters = new ReferenceFilter(spec.fields());
    }

    @Override
    public IndexSpec spec() {
        return spec;
    }

    @Override
    public void upsert(Batch batch) {
        batch.chunks().forEach(this::check);
        batch.chunks()
                .forEach(chunk -> chunks.merge(
                        chunk.chunk().id(),
                        chunk,
                        (old, now) -> now.chunk().version() >= old.chunk().version() ? now : old));
    }

    @Override
    public void delete(DocumentRef document, long olderThan) {
        chunks.values()
                .removeIf(chunk -> chunk.chunk().id().document().equals(document)
                        && chunk.chunk().version() < olderThan);
    }

    @Override
    public void flush() {
        // Writes are visible as they are made, and nothing here survives a crash.
    }

    @Override
    public Hits search(IndexQuery query) {
        List<EncodedChunk> all = List.copyOf(chunks.values());
        float[] vector = query.vector();
        String text = query.text();
        if (vector != null) {
            checkVector("vector", vector);
        }
        List<EncodedChunk> passing = passing(all, query.filter());
        ExactBm25 bm25 = text == null ? null : new ExactBm25(passages(all));
        Set<EncodedChunk> found = new LinkedHashSet<>();
        if (vector != null) {
            found.addAll(top(passing, chunk -> ExactSearch.cosine(vector, chunk.vector()), query.limit()));
        }
        if (bm25 != null && text != null) {
            ToDoubleFunction<EncodedChunk> score =
                    chunk -> bm25.score(text, chunk.chunk().passage());
            found.addAll(top(
                    passing.stream()
                            .filter(chunk -> score.applyAsDouble(chunk) > 0)
                            .toList(),
                    score,
                    query.limit()));
        }
        return Hits.ranked(
                found.stream().map(chunk -> hit(chunk, vector, text, bm25)).toList());
    }

    @Override
    public List<NearestChunk> nearest(List<DocumentQuery> queries, @Nullable Filter filter) {
        queries.forEach(query -> checkVector("vector", query.vector()));
        List<EncodedChunk> all = List.copyOf(chunks.values());
        Set<EncodedChunk> passing = new HashSet<>(passing(all, filter));
        return queries.stream().map(query -> nearest(query, all, passing)).toList();
    }

    @Override
    public Map<ChunkId, Chunk> chunks(Collection<ChunkId> ids) {
        Map<ChunkId, Chunk> found = new HashMap<>();
        for (ChunkId id : ids) {
            EncodedChunk chunk = chunks.get(id);
            if (chunk != null) {
                found.put(id, chunk.chunk());
            }
        }
        return found;
    }

    @Override
    public Map<ChunkId, float[]> vectors(Collection<ChunkId> ids) {
        Map<ChunkId, float[]> found = new HashMap<>();
        for (ChunkId id : ids) {
            EncodedChunk chunk = chunks.get(id);
            if (chunk != null) {
                found.put(id, chunk.vector().clone());
            }
        }
        return found;
    }

    @Override
    public Map<ChunkId, TokenVectors> tokenVectors(Collection<ChunkId> ids) {
        Map<ChunkId, TokenVectors> found = new HashMap<>();
        for (ChunkId id : ids) {
            EncodedChunk chunk = chunks.get(id);
            TokenVectors tokens = chunk == null || spec.tokenDimension() == 0 ? null : chunk.tokens();
            if (tokens != null) {
                found.put(id, tokens);
            }
        }
        return found;
    }

    @Override
    public TermStatistics termStatistics(String text) {
        List<String> passages = passages(chunks.values());
        ExactBm25 bm25 = new ExactBm25(passages);
        Map<String, Long> frequencies = new HashMap<>();
        ExactBm25.words(text).forEach(word -> frequencies.put(word, bm25.documentFrequency(word)));
        return new TermStatistics(passages.size(), frequencies);
    }

    @Override
    public void forEach(Consumer<Chunk> visitor) {
        chunks.values().forEach(chunk -> visitor.accept(chunk.chunk()));
    }

    @Override
    public IndexStats stats() {
        return new IndexStats(chunks.size(), 0);
    }

    @Override
    public IndexReport check() {
        long documents =
                chunks.keySet().stream().map(ChunkId::document).distinct().count();
        return new IndexReport(chunks.size(), documents, List.of());
    }

    @Override
    public void close() {
        // The index may be opened again under its name and then still holds its chunks.
    }

    private void check(EncodedChunk chunk) {
        checkVector("chunks.vector", chunk.vector());
        TokenVectors tokens = chunk.tokens();
        if (tokens != null && spec.tokenDimension() > 0 && tokens.dimension() != spec.tokenDimension()) {
            throw VizslaException.field(
                    ErrorCode.INVALID_VECTOR, "chunks.tokens", tokens, "of " + spec.tokenDimension() + " dimensions");
        }
        spec.fields().typed(chunk.chunk().metadata());
    }

    private void checkVector(String field, float[] vector) {
        boolean finite = true;
        boolean zero = true;
        for (float value : vector) {
            finite &= Float.isFinite(value);
            zero &= value == 0;
        }
        if (vector.length != spec.dimension() || !finite || zero) {
            throw VizslaException.field(
                    ErrorCode.INVALID_VECTOR,
                    field,
                    vector.length + " dimensions",
                    "finite, not all zero, of " + spec.dimension() + " dimensions");
        }
    }

    private List<EncodedChunk> passing(List<EncodedChunk> all, @Nullable Filter filter) {
        if (filter == null) {
            return all;
        }
        filters.check(filter);
        return all.stream()
                .filter(chunk -> filters.passes(filter, chunk.chunk().metadata()))
                .toList();
    }

    private static NearestChunk nearest(DocumentQuery query, List<EncodedChunk> all, Set<EncodedChunk> passing) {
        List<EncodedChunk> own = all.stream()
                .filter(chunk -> chunk.chunk().id().document().equals(query.document())
                        && query.admits(chunk.chunk().id().ordinal()))
                .sorted(Comparator.comparingInt(chunk -> chunk.chunk().id().ordinal()))
                .toList();
        return top(
                        own.stream().filter(passing::contains).toList(),
                        chunk -> ExactSearch.cosine(query.vector(), chunk.vector()),
                        1)
                .stream()
                .<NearestChunk>map(chunk -> new NearestChunk.Found(
                        chunk.chunk().id(),
                        chunk.chunk().version(),
                        chunk.vector().clone()))
                .findFirst()
                .orElse(own.isEmpty() ? NearestChunk.None.ABSENT : NearestChunk.None.HIDDEN);
    }

    private static List<EncodedChunk> top(List<EncodedChunk> chunks, ToDoubleFunction<EncodedChunk> score, int limit) {
        return chunks.stream()
                .sorted(Comparator.comparingDouble(score).reversed())
                .limit(limit)
                .toList();
    }

    private static List<String> passages(Collection<EncodedChunk> chunks) {
        List<String> passages = new ArrayList<>();
        chunks.forEach(chunk -> passages.add(chunk.chunk().passage()));
        return passages;
    }

    private static Hit hit(
            EncodedChunk chunk, float @Nullable [] vector, @Nullable String text, @Nullable ExactBm25 bm25) {
        Signals signals = Signals.NONE;
        double score = 0;
        if (bm25 != null && text != null) {
            score = bm25.score(text, chunk.chunk().passage());
            signals = signals.with(Signal.LEXICAL, score);
        }
        if (vector != null) {
            score = Math.clamp(ExactSearch.cosine(vector, chunk.vector()), -1.0, 1.0);
            signals = signals.with(Signal.DENSE, score);
        }
        return Hit.candidate(chunk.chunk().id(), score, signals);
    }
}
