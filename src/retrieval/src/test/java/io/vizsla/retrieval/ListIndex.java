package io.vizsla.retrieval;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.encoding.Space;
import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.IndexQuery;
import io.vizsla.api.passage.IndexReport;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.IndexStats;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.api.passage.Signal;
import io.vizsla.api.passage.Signals;
import io.vizsla.api.passage.TermStatistics;
import io.vizsla.testkit.FakeEncoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** An index in a list, exact and slow: idf-weighted word overlap for words, every filter lets nothing pass. */
final class ListIndex implements PassageIndex {

    private static final Set<String> STOP_WORDS = Set.of("the", "of", "a", "is");

    private final Map<ChunkId, EncodedChunk> chunks = new LinkedHashMap<>();
    private final int tokenDimension;

    ListIndex(int tokenDimension) {
        this.tokenDimension = tokenDimension;
    }

    @Override
    public IndexSpec spec() {
        return new IndexSpec("c", new Space("fake@1"), FakeEncoder.DIMENSION, tokenDimension, "en", FieldSchema.EMPTY);
    }

    @Override
    public void upsert(Batch batch) {
        batch.chunks().forEach(chunk -> chunks.put(chunk.chunk().id(), chunk));
    }

    @Override
    public void delete(DocumentRef document, long olderThan) {
        chunks.keySet().removeIf(id -> id.document().equals(document));
    }

    @Override
    public void flush() {}

    @Override
    public Hits search(IndexQuery query) {
        if (query.filter() != null) {
            return Hits.EMPTY;
        }
        List<Hit> all = new ArrayList<>();
        chunks.values().forEach(chunk -> all.add(scored(chunk, query)));
        Set<ChunkId> union = new LinkedHashSet<>();
        if (query.vector() != null) {
            best(all, Signal.DENSE, query.limit()).forEach(hit -> union.add(hit.id()));
        }
        if (query.text() != null) {
            best(all, Signal.LEXICAL, query.limit()).stream()
                    .filter(hit -> hit.signals().get(Signal.LEXICAL).orElse(0) > 0)
                    .forEach(hit -> union.add(hit.id()));
        }
        return Hits.ranked(all.stream().filter(hit -> union.contains(hit.id())).toList());
    }

    private Hit scored(EncodedChunk chunk, IndexQuery query) {
        Signals signals = Signals.NONE;
        if (query.vector() != null) {
            signals = signals.with(Signal.DENSE, cosine(query.vector(), chunk.vector()));
        }
        if (query.text() != null) {
            signals = signals.with(Signal.LEXICAL, overlap(query.text(), chunk.chunk()));
        }
        Signal first = query.vector() == null ? Signal.LEXICAL : Signal.DENSE;
        return Hit.candidate(chunk.chunk().id(), signals.get(first).orElseThrow(), signals);
    }

    private static List<Hit> best(List<Hit> hits, Signal signal, int limit) {
        return Hits.ranked(hits.stream()
                        .map(hit -> hit.withScore(hit.signals().get(signal).orElse(0)))
                        .toList())
                .top(limit)
                .list();
    }

    private double overlap(String text, Chunk chunk) {
        Set<String> words = words(chunk.passage());
        double sum = 0;
        for (Map.Entry<String, Long> term :
                termStatistics(text).documentFrequency().entrySet()) {
            double idf = Math.log(1 + (chunks.size() - term.getValue() + 0.5) / (term.getValue() + 0.5));
            sum += words.contains(term.getKey()) ? 0.5 * idf : 0;
        }
        return sum;
    }

    private static double cosine(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static Set<String> words(String text) {
        Set<String> words =
                new LinkedHashSet<>(List.of(text.toLowerCase(Locale.ROOT).split("\\W+")));
        words.removeAll(STOP_WORDS);
        words.remove("");
        return words;
    }

    @Override
    public Map<ChunkId, Chunk> chunks(Collection<ChunkId> ids) {
        Map<ChunkId, Chunk> found = new HashMap<>();
        ids.stream()
                .filter(chunks::containsKey)
                .forEach(id -> found.put(id, chunks.get(id).chunk()));
        return found;
    }

    @Override
    public Map<ChunkId, TokenVectors> tokenVectors(Collection<ChunkId> ids) {
        Map<ChunkId, TokenVectors> found = new HashMap<>();
        ids.stream()
                .filter(id -> chunks.containsKey(id) && chunks.get(id).tokens() != null)
                .forEach(id -> found.put(id, chunks.get(id).tokens()));
        return found;
    }

    @Override
    public TermStatistics termStatistics(String text) {
        Map<String, Long> frequencies = new HashMap<>();
        for (String word : words(text)) {
            frequencies.put(
                    word,
                    chunks.values().stream()
                            .filter(chunk -> words(chunk.chunk().passage()).contains(word))
                            .count());
        }
        return new TermStatistics(chunks.size(), frequencies);
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
        return new IndexReport(chunks.size(), chunks.size(), List.of());
    }

    @Override
    public void close() {}
}
