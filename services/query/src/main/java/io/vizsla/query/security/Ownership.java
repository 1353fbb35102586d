package io.vizsla.query.security;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.Tenants;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.filter.Filter;
import io.vizsla.api.filter.Operator;
import io.vizsla.api.query.Query;
import io.vizsla.ingestion.DocumentBody;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of a collection's documents: one tenant's, or all. */
public final class Ownership {

    /** Every document. */
    public static final Ownership ALL = new Ownership(null, "");

    private final @Nullable String tenant;
    private final String field;

    /**
     * Takes one tenant's.
     *
     * @param tenant null for all
     * @param field that says whose a document is
     */
    Ownership(@Nullable String tenant, String field) {
        this.tenant = tenant;
        this.field = field;
    }

    /**
     * Returns the part of a collection that belongs to a tenant.
     *
     * @param collection as it is open: what says whose a document is may have changed a moment ago
     * @param tenant null for all
     * @throws VizslaException {@code FORBIDDEN} if nothing in the collection says whose a document is
     */
    public static Ownership of(CollectionSpec collection, @Nullable String tenant) {
        if (tenant == null) {
            return ALL;
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

    /**
     * Returns the query with the tenant behind whatever its caller asked for, so that nothing the caller wrote can undo it.
     *
     * @throws VizslaException {@code FORBIDDEN} if it asks for an explanation, which tells in how many documents of everybody a word
     *     is, and what others have judged
     */
    public Query narrow(Query query) {
        if (tenant == null) {
            return query;
        }
        if (query.explain()) {
            throw VizslaException.field(
                    ErrorCode.FORBIDDEN, "explain", true, "false: explanations tell of all tenants' documents");
        }
        Filter own = new Filter.Compare(field, Operator.EQ, tenant);
        Filter wanted = query.filter();
        return query.withFilter(wanted == null ? own : new Filter.And(List.of(wanted, own)));
    }

    /** Returns whether a document of this id is one of the part. */
    public boolean owns(String documentId) {
        return tenant == null || Tenants.owns(tenant, documentId);
    }

    /**
     * Returns the document.
     *
     * @throws VizslaException {@code FORBIDDEN} if it is none of the part, be it there or not
     */
    public DocumentRef require(DocumentRef document) {
        if (tenant != null && !owns(document.id())) {
            throw VizslaException.field(
                    ErrorCode.FORBIDDEN, "id", document.id(), "one that begins with " + Tenants.prefix(tenant));
        }
        return document;
    }

    /** Returns the body with its owner in the metadata, where it says nothing of one. */
    public DocumentBody owned(DocumentBody body) {
        if (tenant == null || body.metadata().containsKey(field)) {
            return body;
        }
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>(body.metadata());
        metadata.put(field, tenant);
        return body.withMetadata(metadata);
    }

    /** Returns the id of a document that is named as its file is. */
    public String named(String file) {
        return tenant == null ? file : Tenants.prefix(tenant) + file;
    }

    /** Returns after which id a list of the part that is to go on after this one begins. */
    public @Nullable String after(@Nullable String id) {
        if (tenant == null) {
            return id;
        }
        String before = Tenants.prefix(tenant);
        return id == null || id.compareTo(before) < 0 ? before : id;
    }
}
