package io.vizsla.query.mcp;

import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.text.CleanText;
import io.vizsla.query.answer.Orders;
import io.vizsla.query.port.Searcher.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a search found, without the evidence that only people look at. */
record FoundPassages(List<FoundPassage> passages) {

    /**
     * A passage.
     *
     * @param suspicious whether it holds what looks like orders to a language model
     */
    record FoundPassage(
            String documentId,
            String chunkId,
            double score,
            String title,
            List<String> headings,
            String text,
            Map<String, @Nullable Object> metadata,
            boolean suspicious) {}

    static FoundPassages of(Found found) {
        List<FoundPassage> passages = new ArrayList<>();
        for (Hit hit : found.hits()) {
            Chunk chunk = hit.chunk();
            if (chunk == null) {
                throw new IllegalStateException("hit without content: " + hit.id());
            }
            passages.add(new FoundPassage(
                    hit.id().document().id(),
                    hit.id().toString(),
                    hit.score(),
                    CleanText.wellFormed(chunk.title()),
                    chunk.headings().stream().map(CleanText::wellFormed).toList(),
                    CleanText.wellFormed(chunk.text()),
                    chunk.metadata(),
                    Orders.in(chunk.passage())));
        }
        return new FoundPassages(passages);
    }
}
