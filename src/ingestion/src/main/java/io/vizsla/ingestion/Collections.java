package io.vizsla.ingestion;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.collection.OpenCollections;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.ErrorKind;
import io.vizsla.api.error.VizslaException;
import org.jspecify.annotations.Nullable;

/**
 * Opens the collections that records belong to. A collection that does not exist is the record's fault; one that cannot
 * be opened, for want of its model or its index, is not, and must not cost a document.
 */
final class Collections {

    private final OpenCollections open;
    private final IngestListener listener;

    Collections(OpenCollections open, IngestListener listener) {
        this.open = open;
        this.listener = listener;
    }

    /** Returns a collection, null if there is none even after the listener has looked for news. */
    @Nullable
    OpenCollection find(String name) {
        OpenCollection collection = attempt(name);
        if (collection == null) {
            listener.unknownCollection(name);
            collection = attempt(name);
        }
        return collection;
    }

    /**
     * Returns a collection.
     *
     * @throws VizslaException {@code UNKNOWN_COLLECTION} if there is none of this name
     */
    OpenCollection get(String name) {
        OpenCollection collection = find(name);
        if (collection == null) {
            throw VizslaException.of(ErrorCode.UNKNOWN_COLLECTION, "There is no collection " + name);
        }
        return collection;
    }

    private @Nullable OpenCollection attempt(String name) {
        try {
            return open.get(name);
        } catch (VizslaException failed) {
            if (failed.code() == ErrorCode.UNKNOWN_COLLECTION) {
                return null;
            }
            ErrorKind kind = failed.code().kind();
            if (kind == ErrorKind.UNAVAILABLE || kind == ErrorKind.OVERLOADED) {
                throw failed;
            }
            throw VizslaException.of(
                    ErrorCode.NOT_READY, "Collection " + name + " cannot be opened: " + failed.detail(), failed);
        }
    }
}
