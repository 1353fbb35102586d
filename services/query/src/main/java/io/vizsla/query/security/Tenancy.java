package io.vizsla.query.security;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import jakarta.inject.Singleton;

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
        String tenant = access.caller().tenant();
        if (tenant == null) {
            return Ownership.ALL;
        }
        String field = collection
                .fields()
                .tenantField()
                .orElseThrow(() -> VizslaException.field(
                        ErrorCode.FORBIDDEN,
                        "collection",
                        collection.name(),
                        "one with a field of the type tenant: what calls is good for the documents of " + tenant));
        return new Ownership(tenant, field);
    }
}
