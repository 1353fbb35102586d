package io.vizsla.retrieval;

import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.query.HitSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Picks what is answered and reads its content; a chunk that was deleted meanwhile is left out. */
record SelectStep(List<HitSelector> selectors) implements Step {

    @Override
    public String name() {
        return "select";
    }

    @Override
    public void run(SearchState state) {
        state.note(name(), "received", state.hits().size());
        Hits selected = state.hits();
        for (HitSelector selector : selectors) {
            selected = selector.select(selected, state.query().topK());
        }
        state.hits(withContent(state, selected));
        state.note(name(), "returned", state.hits().size());
    }

    private static Hits withContent(SearchState state, Hits hits) {
        Map<ChunkId, Chunk> contents =
                state.open().index().chunks(hits.list().stream().map(Hit::id).toList());
        List<Hit> present = new ArrayList<>(hits.size());
        for (Hit hit : hits) {
            Chunk content = contents.get(hit.id());
            if (content != null) {
                present.add(hit.withChunk(content));
            }
        }
        return Hits.inOrder(present);
    }
}
