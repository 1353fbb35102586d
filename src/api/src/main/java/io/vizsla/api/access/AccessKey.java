package io.vizsla.api.access;

import io.vizsla.api.document.Tenants;
import io.vizsla.api.error.VizslaException;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A key of the REST API, as far as it is kept: whoever reads this cannot use it.
 *
 * @param id that stands in the key itself, 8 of a-z and 2-7
 * @param name what it is for, 1 to 100 characters
 * @param hash SHA-256 of the key's secret, in hexadecimal digits; the secret is 256 random bits, which nobody guesses
 * @param verbs one or more
 * @param collections it is good for: names, or the beginning of names with {@code *} behind it; one or more
 * @param tenant whose documents it is good for, by the rule of {@link Tenants}; null for everybody's
 * @param createdAt when it was made
 * @param expiresAt from when on it is refused; null for never
 */
public record AccessKey(
        String id,
        String name,
        String hash,
        Set<Verb> verbs,
        Set<String> collections,
        @Nullable String tenant,
        Instant createdAt,
        @Nullable Instant expiresAt) {

    private static final Pattern ID = Pattern.compile("[a-z2-7]{8}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final int LONGEST_NAME = 100;

    /** What can be done with some of a collection's documents. */
    private static final Set<Verb> OF_DOCUMENTS = Set.of(Verb.READ, Verb.WRITE);

    private static final int MOST_COLLECTIONS = 1000;

    public AccessKey {
        verbs = Set.copyOf(verbs);
        collections = Set.copyOf(collections);
        check(ID.matcher(id).matches(), "id", id, "8 of a-z and 2-7");
        check(!name.isBlank() && name.length() <= LONGEST_NAME, "name", name, "1 to " + LONGEST_NAME + " characters");
        check(HASH.matcher(hash).matches(), "hash", "of " + hash.length() + " characters", "64 hexadecimal digits");
        check(!verbs.isEmpty(), "verbs", verbs, "one or more");
        check(
                !collections.isEmpty() && collections.size() <= MOST_COLLECTIONS,
                "collections",
                collections.size(),
                "between 1 and " + MOST_COLLECTIONS);
        if (tenant != null) {
            check(Tenants.isName(tenant), "tenant", tenant, Tenants.NAMES);
            check(OF_DOCUMENTS.containsAll(verbs), "verbs", verbs, "read and write where a tenant is named");
        }
        for (String collection : collections) {
            check(
                    Grant.isCollections(collection),
                    "collections",
                    collection,
                    "names of collections, or the beginning of names with * behind it");
        }
    }

    /** Returns what the key was made for. */
    public Grant grant() {
        return new Grant(verbs, collections, tenant);
    }

    /** Returns whether the key is refused by now. */
    public boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** Returns a copy that is refused from a moment on. */
    public AccessKey until(Instant end) {
        return new AccessKey(id, name, hash, verbs, collections, tenant, createdAt, end);
    }

    private static void check(boolean holds, String field, Object value, String bound) {
        if (!holds) {
            throw VizslaException.invalid(field, value, bound);
        }
    }
}
