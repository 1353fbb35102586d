package io.vizsla.ingestion;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.ingest.Failure;
import io.vizsla.api.passage.Chunk;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a document.
 *
 * @param records all of its records in the batch
 * @param before what was known of it, null if nothing was
 * @param action what to do to the index
 * @param failure why the newest event that counts could not be used, null if it could
 */
record Plan(
        DocumentRecords records,
        @Nullable DocumentStatus before,
        Action action,
        @Nullable Failure failure) {

    /** What to do to the index. */
    sealed interface Action {}

    /** Nothing at all: every record was looked at before, and the state tells of it. */
    record Seen() implements Action {}

    /** Nothing: every record is superseded or unusable. */
    record Keep() implements Action {}

    /** Nothing but to note the version: the record's content is indexed already. */
    record Confirm(LogRecord record, long version) implements Action {}

    /**
     * Removes all of the document.
     *
     * @param collection null if it does not exist, and so nothing of it does
     */
    record Delete(LogRecord record, long version, @Nullable OpenCollection collection) implements Action {}

    /**
     * Writes the document.
     *
     * @param replacesEqual whether chunks of the same version, but of other content, may be there
     * @param replacesOlder whether chunks of a lower version may be there
     */
    record Write(
            LogRecord record,
            long version,
            OpenCollection collection,
            String title,
            String contentHash,
            List<Chunk> chunks,
            boolean replacesEqual,
            boolean replacesOlder)
            implements Action {

        /** Returns what must be remembered of it once it is done. */
        Written written() {
            return new Written(version, title, contentHash, collection.indexedAs(), chunks.size());
        }
    }

    /** A write that was carried out. */
    record Written(long version, String title, String contentHash, String indexedAs, int chunks) implements Action {}
}
