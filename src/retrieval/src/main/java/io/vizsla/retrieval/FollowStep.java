package io.vizsla.retrieval;

import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.Hit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what comes after each hit in its document, for collections of memories: what was answered tells as much as what was
 * said (LLM-Embedder, arXiv 2310.07554, retrieves the segment that was found with the one that follows it).
 */
record FollowStep() implements Step {

    @Override
    public String name() {
        return "follow";
    }

    @Override
    public void run(SearchState state) {
        List<ChunkId> next = new ArrayList<>(state.hits().size());
        state.hits().forEach(hit -> next.add(next(hit)));
        Map<ChunkId, Chunk> found = state.open().index().chunks(next);
        Map<ChunkId, Chunk> following = new HashMap<>();
        for (Hit hit : state.hits()) {
            Chunk chunk = found.get(next(hit));
            if (chunk != null && ofOneVersion(hit.chunk(), chunk)) {
                following.put(hit.id(), chunk);
            }
        }
        state.following(following);
        state.note(name(), "received", state.hits().size());
        state.note(name(), "followed", following.size());
    }

    private static ChunkId next(Hit hit) {
        return new ChunkId(hit.id().document(), hit.id().ordinal() + 1);
    }

    /** While a document is being replaced its chunks are of two versions, and neither goes on where the other ends. */
    private static boolean ofOneVersion(@Nullable Chunk hit, Chunk next) {
        return hit != null && hit.version() == next.version();
    }
}
