package io.vizsla.index.milvus;

import io.milvus.v2.common.ConsistencyLevel;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.filter.Filter;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.DocumentQuery;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.IndexQuery;
import io.vizsla.api.passage.IndexReport;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.IndexStats;
import io.vizsla.api.passage.NearestChunk;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.api.passage.TermStatistics;
import io.vizsla.index.common.Analyzers;
import io.vizsla.index.common.UnitVectors;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.apache.lucene.analysis.Analyzer;
import org.jspecify.annotations.Nullable;

/**
 * One collection's chunks in one Milvus collection. Writes of this process go one after another; searches run beside them.
 * A write is durable and may be seen as soon as the call returns; after a flush every later search sees it.
 */
final class MilvusPassageIndex implements PassageIndex {

    /** Rows whose content is in memory at once; a chunk may have a megabyte. */
    private static final int CONTENT_PAGE = 200;

    private static final int VECTOR_PAGE = 1000;

    private final IndexSpec spec;
    private final ServerFeatures server;
    private final Analyzer analyzer;
    private final Columns columns;
    private final Rows rows;
    private final Sidecar sidecar;
    private final Freshness freshness;
    private final ChunkRows chunkRows;
    private final MilvusWrites writes;
    private final WordStatistics statistics;
    private final HybridSearch search;

    MilvusPassageIndex(
            IndexSpec spec,
            MilvusConnection connection,
            Rows rows,
            Sidecar sidecar,
            MilvusOptions options,
            ExecutorService threads) {
        this.spec = spec;
        this.server = connection.features();
        this.analyzer = Analyzers.of(spec.language());
        this.columns = new Columns(spec.fields());
        this.rows = rows;
        this.sidecar = sidecar;
        this.freshness = new Freshness(options.staleness());
        this.chunkRows = new ChunkRows(spec, columns, analyzer, server);
        this.writes = new MilvusWrites(rows, sidecar, freshness);
        this.statistics = new WordStatistics(rows, server, threads, options.statisticsAge());
        WordScores scores = new WordScores(options, statistics);
        this.search = new HybridSearch(
                new DenseSearch(connection, rows.collection(), options),
                server.bm25()
                        ? new ServerWordSearch(connection, rows.collection())
                        : new OwnWordSearch(rows, request -> scores.of(request.terms(), request.level())),
                scores,
                threads);
        // Others may have written until a moment ago.
        freshness.demand();
    }

    @Override
    public IndexSpec spec() {
        return spec;
    }

    @Override
    public List<String> limits() {
        return server.missing();
    }

    @Override
    public void expect(Collection<DocumentRef> documents) {
        writes.expect(documents);
    }

    @Override
    public void upsert(Batch batch) {
        List<EncodedChunk> chunks = batch.chunks();
        List<ChunkRows.Row> checked = new ArrayList<>(chunks.size());
        for (int i = 0; i < chunks.size(); i++) {
            checked.add(chunkRows.row("chunks[" + i + "]", chunks.get(i)));
        }
        if (!checked.isEmpty()) {
            writes.upsert(checked);
            statistics.forget();
        }
    }

    @Override
    public void delete(DocumentRef document, long olderThan) {
        writes.delete(document, olderThan);
        statistics.forget();
    }

    @Override
    public void flush() {
        writes.flush();
        statistics.forget();
    }

    @Override
    public Hits search(IndexQuery query) {
        float[] raw = query.vector();
        float[] vector = raw == null ? null : UnitVectors.checked("vector", raw, spec.dimension());
        ConsistencyLevel level = freshness.level();
        String filter = MilvusFilters.compile(spec, columns, sidecar, query.filter(), level);
        String text = query.text();
        return search.search(vector, text == null ? null : terms(text), filter, query, level);
    }

    @Override
    public List<NearestChunk> nearest(List<DocumentQuery> queries, @Nullable Filter filter) {
        List<DocumentQuery> units = queries.stream().map(this::unit).toList();
        ConsistencyLevel level = freshness.level();
        String compiled = MilvusFilters.compile(spec, columns, sidecar, filter, level);
        return new DocumentSearch(rows).nearest(units, compiled, level);
    }

    @Override
    public Map<ChunkId, Chunk> chunks(Collection<ChunkId> ids) {
        Map<ChunkId, Chunk> found = new HashMap<>();
        rows.read(keys(ids), List.of(Columns.CONTENT), CONTENT_PAGE, freshness.level(), row -> {
            Chunk chunk = chunkRows.chunk(row);
            found.put(chunk.id(), chunk);
        });
        return found;
    }

    @Override
    public Map<ChunkId, float[]> vectors(Collection<ChunkId> ids) {
        Map<ChunkId, float[]> found = new HashMap<>();
        rows.read(
                keys(ids),
                List.of(Columns.VECTOR),
                VECTOR_PAGE,
                freshness.level(),
                row -> found.put(ChunkRows.id(Rows.key(row)), ChunkRows.vector(row)));
        return found;
    }

    @Override
    public Map<ChunkId, TokenVectors> tokenVectors(Collection<ChunkId> ids) {
        Map<ChunkId, TokenVectors> found = new HashMap<>();
        if (spec.tokenDimension() == 0) {
            return found;
        }
        rows.read(keys(ids), List.of(Columns.TOKENS), CONTENT_PAGE, freshness.level(), row -> {
            TokenVectors tokens = chunkRows.tokens(row);
            if (tokens != null) {
                found.put(ChunkRows.id(Rows.key(row)), tokens);
            }
        });
        return found;
    }

    @Override
    public TermStatistics termStatistics(String text) {
        Map<String, String> terms = new LinkedHashMap<>();
        WordText.ofQuery(analyzer, text).keySet().forEach(term -> terms.put(term, SafeTerm.encode(term)));
        ConsistencyLevel level = freshness.level();
        Map<String, Long> frequencies = statistics.frequencies(terms.values(), level);
        Map<String, Long> named = new HashMap<>();
        terms.forEach((term, safe) -> named.put(term, frequencies.getOrDefault(safe, 0L)));
        return new TermStatistics(statistics.totals(level).chunks(), named);
    }

    @Override
    public void forEach(Consumer<Chunk> visitor) {
        rows.read(
                "",
                List.of(Columns.CONTENT),
                CONTENT_PAGE,
                freshness.level(),
                row -> visitor.accept(chunkRows.chunk(row)));
    }

    /** Returns how many chunks there are; Milvus does not tell how many bytes they take. */
    @Override
    public IndexStats stats() {
        return new IndexStats(rows.count("", freshness.level()), 0);
    }

    @Override
    public IndexReport check() {
        return new MilvusCheck(spec, rows, chunkRows).run(writes.pending());
    }

    @Override
    public void close() {
        writes.flush();
        analyzer.close();
    }

    private Map<String, Integer> terms(String text) {
        Map<String, Integer> terms = new LinkedHashMap<>();
        WordText.ofQuery(analyzer, text).forEach((term, times) -> terms.put(SafeTerm.encode(term), times));
        return terms;
    }

    private DocumentQuery unit(DocumentQuery query) {
        float[] vector = UnitVectors.checked("vector", query.vector(), spec.dimension());
        return new DocumentQuery(query.document(), query.ordinal(), vector);
    }

    private static List<String> keys(Collection<ChunkId> ids) {
        return ids.stream().map(ChunkRows::key).distinct().toList();
    }
}
