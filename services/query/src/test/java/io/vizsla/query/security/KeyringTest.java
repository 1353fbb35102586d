package io.vizsla.query.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.access.AccessKey;
import io.vizsla.api.access.AccessKeys;
import io.vizsla.api.access.Verb;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.config.SecurityConfig;
import io.vizsla.query.testing.Configs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class KeyringTest {

    private static final String ADMIN = "a-key-that-nobody-would-ever-guess-0123456789";

    private final InMemoryKeys keys = new InMemoryKeys();
    private final Keyring keyring = keyring(ADMIN);

    @Test
    void aKeyIsRecognizedByItsSecretAlone() {
        Keyring.NewKey made = keyring.make("search", Set.of(Verb.READ), Set.of("docs"), null, null);

        assertThat(keyring.recognize(made.presented()).orElseThrow()).isEqualTo(Caller.of(made.key()));
        String other = made.presented().substring(0, made.presented().length() - 1)
                + (made.presented().endsWith("A") ? "B" : "A");
        assertThat(keyring.recognize(other)).isEmpty();
        assertThat(keyring.recognize("vz_" + made.key().id() + "_")).isEmpty();
        assertThat(keyring.recognize("")).isEmpty();
        assertThat(made.key().hash()).doesNotContain(made.presented());
        assertThat(keys.list().toString()).doesNotContain(made.presented().substring(12));
    }

    @Test
    void theConfiguredKeyMayDoEverything() {
        assertThat(keyring.recognize(ADMIN)).contains(Caller.CONFIGURED);
        assertThat(keyring.recognize(ADMIN + "x")).isEmpty();
        assertThat(keyring(null).recognize(ADMIN)).isEmpty();
        refused("vizsla.security.admin-key", () -> keyring("short"));
    }

    @Test
    void aKeyEndsWithItsTimeOrWhenItIsRevoked() {
        Keyring.NewKey made = keyring.make(
                "search", Set.of(Verb.READ), Set.of("*"), null, Instant.now().plusSeconds(600));
        keys.put(made.key().until(Instant.now().minusSeconds(1)));
        assertThat(keyring.recognize(made.presented())).isEmpty();

        Keyring.NewKey other = keyring.make("search", Set.of(Verb.READ), Set.of("*"), null, null);
        keyring.revoke(other.key().id());
        assertThat(keyring.recognize(other.presented())).isEmpty();
        refused("key", () -> keyring.revoke(other.key().id()));
        refused("expiresAt", () -> keyring.make("x", Set.of(Verb.READ), Set.of("*"), null, Instant.EPOCH));
    }

    @Test
    void bothKeysAreGoodWhileOneTakesThePlaceOfTheOther() {
        Keyring.NewKey old = keyring.make("search", Set.of(Verb.READ), Set.of("docs"), null, null);

        Keyring.NewKey fresh = keyring.rotate(old.key().id(), Instant.now().plusSeconds(600));

        assertThat(fresh.key().verbs()).isEqualTo(old.key().verbs());
        assertThat(fresh.key().collections()).isEqualTo(old.key().collections());
        assertThat(keyring.recognize(old.presented())).isPresent();
        assertThat(keyring.recognize(fresh.presented())).isPresent();
        keyring.rotate(fresh.key().id(), Instant.now());
        assertThat(keyring.recognize(fresh.presented())).isEmpty();
        refused("key", () -> keyring.rotate(fresh.key().id(), Instant.now()));
        Instant end = Instant.now().plusSeconds(600);
        Keyring.NewKey brief = keyring.make("brief", Set.of(Verb.READ), Set.of("*"), null, end);
        assertThat(keyring.rotate(brief.key().id(), end.plusSeconds(600)).key().expiresAt())
                .isEqualTo(end);
    }

    @Test
    void aKeyIsGoodForItsVerbsAndCollectionsAlone() {
        Caller reader = caller(Set.of(Verb.READ), Set.of("docs", "team-*"));

        reader.require(Verb.READ, "docs");
        reader.require(Verb.READ, "team-a");
        reader.require(Verb.READ, null);
        forbidden("collection", () -> reader.require(Verb.READ, "docs2"));
        forbidden("collection", () -> reader.require(Verb.READ, "team"));
        forbidden("collection", () -> reader.require(Verb.READ, "*"));
        forbidden("verb", () -> reader.require(Verb.WRITE, "docs"));
        forbidden("verb", () -> reader.require(Verb.ADMIN, null));
        Caller admin = caller(Set.of(Verb.ADMIN), Set.of("team-*"));
        admin.require(Verb.WRITE, "team-a");
        admin.require(Verb.ADMIN, "team-a");
        forbidden("collection", () -> admin.require(Verb.ADMIN, "docs"));
        forbidden("collection", () -> admin.require(Verb.ADMIN, null));
        caller(Set.of(Verb.ADMIN), Set.of("*")).require(Verb.ADMIN, null);
    }

    @Test
    void whatIsNoKeyIsRefusedByField() {
        refused("tenant", () -> keyring.make("x", Set.of(Verb.READ), Set.of("*"), "a/b", null));
        refused("verbs", () -> keyring.make("x", Set.of(Verb.READ, Verb.TRAIN), Set.of("*"), "acme", null));
        refused("name", () -> keyring.make(" ", Set.of(Verb.READ), Set.of("*"), null, null));
        refused("verbs", () -> keyring.make("x", Set.of(), Set.of("*"), null, null));
        refused("collections", () -> keyring.make("x", Set.of(Verb.READ), Set.of(), null, null));
        refused("collections", () -> keyring.make("x", Set.of(Verb.READ), Set.of("a*b"), null, null));
        refused("collections", () -> keyring.make("x", Set.of(Verb.READ), Set.of("../a"), null, null));
    }

    private static Caller caller(Set<Verb> verbs, Set<String> collections) {
        return Caller.of(new AccessKey("abcdefgh", "x", "0".repeat(64), verbs, collections, null, Instant.EPOCH, null));
    }

    private Keyring keyring(String admin) {
        return new Keyring(
                keys,
                Configs.of(
                        SecurityConfig.class,
                        admin == null
                                ? Map.of("vizsla.security.keys", "true")
                                : Map.of("vizsla.security.keys", "true", "vizsla.security.admin-key", admin)),
                "all");
    }

    @Test
    void aProcessAmongOthersIsClosedUnlessToldOtherwise() {
        SecurityConfig nothing = Configs.defaults(SecurityConfig.class);
        SecurityConfig open = Configs.of(SecurityConfig.class, Map.of("vizsla.security.keys", "false"));

        assertThat(new Keyring(keys, nothing, "all").isClosed()).isFalse();
        assertThat(new Keyring(keys, nothing, "query").isClosed()).isTrue();
        assertThat(new Keyring(keys, nothing, "INDEXER").isClosed()).isTrue();
        assertThat(new Keyring(keys, open, "query").isClosed()).isFalse();
    }

    private static void refused(String field, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(VizslaException.class, refused -> assertThat(refused.field())
                .contains(field));
    }

    private static void forbidden(String field, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(VizslaException.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.FORBIDDEN);
            assertThat(refused.field()).contains(field);
        });
    }

    private static final class InMemoryKeys implements AccessKeys {

        private final Map<String, AccessKey> keys = new TreeMap<>();

        @Override
        public Optional<AccessKey> find(String id) {
            return Optional.ofNullable(keys.get(id));
        }

        @Override
        public List<AccessKey> list() {
            return List.copyOf(keys.values());
        }

        @Override
        public void put(AccessKey key) {
            keys.put(key.id(), key);
        }

        @Override
        public void remove(String id) {
            keys.remove(id);
        }
    }
}
