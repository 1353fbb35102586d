package io.vizsla.query.collection;

import io.quarkus.logging.Log;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.collection.OpenCollections;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.ErrorKind;
import io.vizsla.api.error.VizslaException;
import jakarta.inject.Singleton;

/**
 * Collections as requests see them: one that exists and cannot be opened, because its model is gone or does not fit its
 * index, is the instance's fault and not that of whoever asks. Safe for any number of threads.
 */
@Singleton
public class ServedCollections {

    private final OpenCollections collections;

    /** Opens through this. */
    public ServedCollections(OpenCollections collections) {
        this.collections = collections;
    }

    /**
     * Returns an open collection.
     *
     * @throws VizslaException {@code UNKNOWN_COLLECTION}; {@code NOT_READY} if it cannot be opened, with the reason
     */
    public OpenCollection get(String name) {
        try {
            return collections.get(name);
        } catch (VizslaException closed) {
            if (closed.code().kind() != ErrorKind.CALLER || closed.code() == ErrorCode.UNKNOWN_COLLECTION) {
                throw closed;
            }
            Log.errorf("Collection %s cannot be opened: %s", name, closed.detail());
            throw VizslaException.of(
                    ErrorCode.NOT_READY, "collection " + name + " cannot be opened: " + closed.detail(), closed);
        }
    }
}
