package io.vizsla.query.security;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.error.VizslaException;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Which documents of a collection the caller of the present request may see and send. */
@Singleton
public class Tenancy {

    private final Access access;

    /** Looks at this request. */
    public Tenancy(Access access) {
        this.access = access;
    }

    /**
     * Returns which.
     *
     * @throws VizslaException {@code FORBIDDEN} if the caller is good for one tenant's and nothing in the collection says whose
     *     a document is
     */
    public Ownership of(CollectionSpec collection) {
        return Ownership.of(collection, tenant());
    }

    /**
     * Refuses a collection that the caller may see nothing of, before anything is told of it.
     *
     * @throws VizslaException as {@link #of} does
     */
    public void require(CollectionSpec collection) {
        of(collection);
    }

    /** Returns the tenant whose documents the caller may see alone, null where it may see everybody's. */
    public @Nullable String tenant() {
        return access.caller().tenant();
    }
}
