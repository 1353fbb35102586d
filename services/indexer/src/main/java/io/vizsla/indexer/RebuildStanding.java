package io.vizsla.indexer;

import io.vizsla.api.collection.Rebuild;
import io.vizsla.api.collection.RebuildProgress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a rebuild stands, as the process that carries it out last told the others; see {@link RebuildProgress}.
 *
 * @param index that is filled
 */
record RebuildStanding(
        String index,
        RebuildProgress.State state,
        long left,
        long documents,
        long failed,
        @Nullable String trouble,
        Instant since) {

    static RebuildStanding of(RebuildProgress progress) {
        return new RebuildStanding(
                progress.rebuild().to().indexName(),
                progress.state(),
                progress.left(),
                progress.documents(),
                progress.failed(),
                progress.trouble(),
                progress.since());
    }

    RebuildProgress of(Rebuild rebuild) {
        return new RebuildProgress(rebuild, state, left, documents, failed, trouble, since);
    }
}
