package io.vizsla.query.security;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.vizsla.api.access.AccessKey;
import io.vizsla.api.access.AccessKeys;
import io.vizsla.api.access.Verb;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.config.SecurityConfig;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Makes, revokes and recognizes keys. Safe for any number of threads. */
@Singleton
public class Keyring {

    private static final int SHORTEST = 32;
    private static final String ALONE = "all";

    private final AccessKeys keys;
    private final boolean isClosed;
    private final boolean hasTokens;
    private final @Nullable String configured;

    /**
     * Recognizes these keys.
     *
     * @param role of this process; one that is not all there is stands in a network
     * @throws VizslaException {@code INVALID_ARGUMENT} if the configured key can be guessed
     */
    public Keyring(
            AccessKeys keys,
            SecurityConfig config,
            @ConfigProperty(name = "vizsla.cluster.role", defaultValue = ALONE) String role) {
        this.keys = keys;
        this.hasTokens = config.oidc().issuer().isPresent();
        this.isClosed = config.keys().orElse(!role.equalsIgnoreCase(ALONE)) || hasTokens;
        this.configured = config.adminKey().filter(key -> !key.isBlank()).orElse(null);
        if (configured != null && configured.length() < SHORTEST) {
            throw VizslaException.invalid(
                    "vizsla.security.admin-key",
                    "one of " + configured.length() + " characters",
                    "at least " + SHORTEST + " characters that nobody guesses");
        }
    }

    /** Warns where nobody could ever make a key. */
    void onStart(@Observes StartupEvent started) {
        boolean hasAdmin = configured != null
                || keys.list().stream()
                        .anyMatch(key -> key.verbs().contains(Verb.ADMIN) && !key.isExpired(Instant.now()));
        if (isClosed && !hasAdmin && !hasTokens) {
            Log.warn("Calls need a key, and there is none that may make keys: set VIZSLA_SECURITY_ADMIN_KEY");
        }
    }

    /** Returns whether calls need a key. */
    boolean isClosed() {
        return isClosed;
    }

    /** Returns who presents a key, empty if it is not, or no longer, one of ours. */
    Optional<Caller> recognize(String presented) {
        if (configured != null && Secrets.same(configured, presented)) {
            return Optional.of(Caller.CONFIGURED);
        }
        return Secrets.parse(presented).flatMap(parts -> keys.find(parts.id())
                .filter(key -> Secrets.matches(key, parts.secret()))
                .filter(key -> !key.isExpired(Instant.now()))
                .map(Caller::of));
    }

    /** Returns all keys, without their secrets. */
    public List<AccessKey> list() {
        return keys.list();
    }

    /**
     * Makes a key.
     *
     * @param tenant whose documents it is good for; null for everybody's
     * @return the key with its secret, which is never told again
     * @throws VizslaException {@code INVALID_ARGUMENT} naming what is wrong
     */
    public NewKey make(
            String name,
            Set<Verb> verbs,
            Set<String> collections,
            @Nullable String tenant,
            @Nullable Instant expiresAt) {
        Instant now = Instant.now();
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            throw VizslaException.invalid("expiresAt", expiresAt, "in the future");
        }
        String id = Secrets.newId();
        while (keys.find(id).isPresent()) {
            id = Secrets.newId();
        }
        String secret = Secrets.newSecret();
        AccessKey key = new AccessKey(id, name, Secrets.hash(secret), verbs, collections, tenant, now, expiresAt);
        keys.put(key);
        return new NewKey(key, Secrets.key(id, secret));
    }

    /**
     * Makes a key that may do the same, and has the old one be refused from a moment on.
     *
     * @param end until when both are good
     * @throws VizslaException {@code UNKNOWN_RESOURCE} if there is no such key; {@code CONFLICT} if it has expired
     */
    public synchronized NewKey rotate(String id, Instant end) {
        AccessKey old = find(id);
        if (old.isExpired(Instant.now())) {
            throw VizslaException.field(ErrorCode.CONFLICT, "key", id, "one that is still good");
        }
        NewKey fresh = make(old.name(), old.verbs(), old.collections(), old.tenant(), old.expiresAt());
        keys.put(old.expiresAt() == null || end.isBefore(old.expiresAt()) ? old.until(end) : old);
        return fresh;
    }

    /**
     * Has a key be refused from now on.
     *
     * @throws VizslaException {@code UNKNOWN_RESOURCE} if there is no such key
     */
    public synchronized void revoke(String id) {
        keys.remove(find(id).id());
    }

    private AccessKey find(String id) {
        return keys.find(id)
                .orElseThrow(() -> VizslaException.field(ErrorCode.UNKNOWN_RESOURCE, "key", id, "the id of a key"));
    }

    /** A key and what its owner presents. */
    public record NewKey(AccessKey key, String presented) {}
}
