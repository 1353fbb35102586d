package io.vizsla.retrieval.rerank;

import io.vizsla.api.encoding.CrossEncoder;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.Signal;
import io.vizsla.api.query.Query;
import io.vizsla.api.query.Reranker;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Orders the best candidates by a cross-encoder's output. Candidates below {@code depth}, and those whose content is
 * gone from the index, keep their order under the others.
 */
public final class CrossEncoderReranker implements Reranker {

    private final CrossEncoder encoder;
    private final Function<Collection<ChunkId>, Map<ChunkId, Chunk>> chunks;
    private final int depth;

    /**
     * Creates a reranker.
     *
     * @param chunks reads the content of chunks out of the index
     * @param depth how many of the best candidates are scored, at least 1
     */
    public CrossEncoderReranker(
            CrossEncoder encoder, Function<Collection<ChunkId>, Map<ChunkId, Chunk>> chunks, int depth) {
        this.encoder = encoder;
        this.chunks = chunks;
        this.depth = depth;
    }

    @Override
    public Hits rerank(Query query, Hits candidates) {
        List<Hit> head = new ArrayList<>();
        List<Hit> tail = new ArrayList<>();
        Map<ChunkId, Chunk> contents = contents(candidates.top(depth));
        for (Hit hit : candidates) {
            Chunk content = contents.get(hit.id());
            (content == null ? tail : head).add(content == null ? hit : hit.withChunk(content));
        }
        return head.isEmpty() ? candidates : HeadAndTail.join(Hits.ranked(scored(query, head)), tail);
    }

    private Map<ChunkId, Chunk> contents(Hits head) {
        return chunks.apply(head.list().stream().map(Hit::id).toList());
    }

    private List<Hit> scored(Query query, List<Hit> head) {
        double[] scores = encoder.score(
                query.text(), head.stream().map(CrossEncoderReranker::passage).toList());
        List<Hit> scored = new ArrayList<>(head.size());
        for (Hit hit : head) {
            double score = finite(scores[scored.size()]);
            scored.add(hit.withScore(score).withSignal(Signal.RERANK, score));
        }
        return scored;
    }

    private static String passage(Hit hit) {
        Chunk content = hit.chunk();
        return content == null ? "" : content.passage();
    }

    /** A runtime that overflows must not poison the order of the others. */
    private static double finite(double score) {
        return Double.isFinite(score) ? score : -Float.MAX_VALUE;
    }
}
