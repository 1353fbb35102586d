package io.vizsla.embedded;

import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.query.Query;
import io.vizsla.client.Hit;
import io.vizsla.client.Mode;
import io.vizsla.client.SearchResult;
import io.vizsla.retrieval.highlight.Highlighter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;

/** What the pipeline found, as an instance tells it. */
final class FoundHits {

    private static final Highlighter HIGHLIGHTER = new Highlighter();
    private static final double NANOS_A_MILLI = 1e6;

    private FoundHits() {}

    static SearchResult result(io.vizsla.retrieval.SearchResult found, Query query) {
        List<Hit> hits = StreamSupport.stream(found.hits().spliterator(), false)
                .map(hit -> hit(hit, query, found.following()))
                .toList();
        Map<String, Double> timings = new LinkedHashMap<>();
        found.timings().forEach((stage, time) -> timings.put(stage, time.toNanos() / NANOS_A_MILLI));
        return new SearchResult(hits, found.model(), Mode.valueOf(query.mode().name()), timings);
    }

    private static Hit hit(io.vizsla.api.passage.Hit hit, Query query, Map<ChunkId, Chunk> following) {
        Chunk chunk = Objects.requireNonNull(hit.chunk(), "hit without content");
        Chunk next = following.get(hit.id());
        Map<String, Double> signals = new LinkedHashMap<>();
        hit.signals().asMap().forEach((signal, value) -> signals.put(signal.id(), value));
        return new Hit(
                hit.rank(),
                hit.id().document().id(),
                hit.id().toString(),
                hit.score(),
                chunk.title(),
                chunk.headings(),
                chunk.text(),
                next == null ? null : next.text(),
                chunk.metadata(),
                signals,
                HIGHLIGHTER.spans(query.text(), chunk.text()).stream()
                        .map(span -> List.of(span.start(), span.end()))
                        .toList());
    }
}
