package io.vizsla.api.ingest;

import io.vizsla.api.document.DocumentRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a document; the value of its record on the compacted topic {@code vizsla.status}.
 *
 * @param version of the newest event that was applied (failed events do not move it), -1 if none ever was
 * @param contentHash of the content that is indexed, empty if none is
 * @param indexedAs the space and cutting that it is indexed under, empty if it is not
 * @param chunks how many chunks can be found
 * @param title empty if it has none
 * @param failure why the newest event failed; null unless the state is {@link DocumentState#FAILED}
 * @param position of the newest event that was looked at
 */
public record DocumentStatus(
        DocumentRef document,
        DocumentState state,
        long version,
        String contentHash,
        String indexedAs,
        int chunks,
        String title,
        @Nullable Failure failure,
        LogPosition position,
        Instant updatedAt) {}
