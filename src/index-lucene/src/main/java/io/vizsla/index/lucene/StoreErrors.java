package io.vizsla.index.lucene;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.nio.file.NoSuchFileException;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.store.LockObtainFailedException;

/** Turns what Lucene throws into the platform's errors. */
final class StoreErrors {

    private StoreErrors() {}

    /**
     * Returns {@code CORRUPT_INDEX} if files are damaged or missing, {@code STORE_UNAVAILABLE} for the rest: no space, no
     * access, a lock that another process holds.
     *
     * @param index the index's name
     * @param cause what was thrown; a {@link VizslaException} is returned as it is
     */
    static VizslaException of(String index, Exception cause) {
        if (cause instanceof VizslaException known) {
            return known;
        }
        if (cause instanceof LockObtainFailedException) {
            return VizslaException.of(
                    ErrorCode.STORE_UNAVAILABLE, "index " + index + " is open elsewhere: its lock is held", cause);
        }
        if (damaged(cause)) {
            return VizslaException.of(ErrorCode.CORRUPT_INDEX, "index " + index + " cannot be read: " + cause, cause);
        }
        return VizslaException.of(ErrorCode.STORE_UNAVAILABLE, "index " + index + " does not answer: " + cause, cause);
    }

    private static boolean damaged(Exception cause) {
        return cause instanceof CorruptIndexException
                || cause instanceof IndexFormatTooOldException
                || cause instanceof IndexFormatTooNewException
                || cause instanceof IndexNotFoundException
                || cause instanceof EOFException
                || cause instanceof NoSuchFileException
                || cause instanceof FileNotFoundException;
    }
}
