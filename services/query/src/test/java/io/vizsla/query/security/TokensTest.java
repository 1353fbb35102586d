package io.vizsla.query.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vizsla.api.access.Grant;
import io.vizsla.api.access.Verb;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.config.SecurityConfig;
import io.vizsla.query.testing.Configs;
import io.vizsla.testkit.OpenIdServer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokensTest {

    private static final String AUDIENCE = "vizsla";
    private static final String READER =
            "\"scope\":\"openid vizsla:read\",\"vizsla_collections\":[\"docs\",\"team-*\"]";

    private final OpenIdServer provider = OpenIdServer.start();
    private final Tokens tokens = tokens(Map.of());

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void aTokenIsGoodForWhatItsClaimsSay() {
        Caller caller = recognized(provider.token("alice", AUDIENCE, READER));

        assertThat(caller.id()).isEqualTo("alice");
        assertThat(caller.grant()).isEqualTo(new Grant(Set.of(Verb.READ), Set.of("docs", "team-*")));
        caller.require(Verb.READ, "team-search");
        assertThatExceptionOfType(VizslaException.class)
                .isThrownBy(() -> caller.require(Verb.WRITE, "docs"))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.FORBIDDEN))
                .withMessageContaining("the token of alice");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"scope\":\"openid profile\"`|``",
                "`\"scope\":\"vizsla:fly vizsla:\"`|``",
                "`\"scope\":7`|``",
                "`\"scope\":{\"vizsla:admin\":true}`|``",
                "`\"scope\":\"avizsla:admin\"`|``",
                "`\"scope\":[\"vizsla:write\",7,\"vizsla:train\"]`|`WRITE TRAIN`",
                "`\"scope\":\"  vizsla:read  vizsla:admin \"`|`READ ADMIN`"
            })
    void whatIsNotAVerbAllowsNothing(String claims, String verbs) {
        Grant grant = grant(provider.token("alice", AUDIENCE, claims));

        assertThat(grant.verbs().stream().map(Verb::name))
                .containsExactlyInAnyOrder(verbs.isEmpty() ? new String[0] : verbs.split(" "));
        assertThat(grant.collections()).isEmpty();
    }

    @Test
    void claimsAreWhereTheProviderPutsThem() {
        Tokens deep = tokens(Map.of(
                "vizsla.security.oidc.verbs-claim", "realm_access/roles",
                "vizsla.security.oidc.verbs-prefix", "v-",
                "vizsla.security.oidc.collections-claim", "https://example.com/docs",
                "vizsla.security.oidc.collections", "shared,Not a name"));

        Caller named = deep.recognize(provider.token(
                        "alice",
                        AUDIENCE,
                        "\"realm_access\":{\"roles\":[\"v-read\"]},\"https://example.com/docs\":\"mine yours\""))
                .orElseThrow();
        Caller unnamed = deep.recognize(provider.token("alice", AUDIENCE, "\"realm_access\":{\"roles\":[\"v-write\"]}"))
                .orElseThrow();

        assertThat(named.grant()).isEqualTo(new Grant(Set.of(Verb.READ), Set.of("mine", "yours")));
        assertThat(unnamed.grant()).isEqualTo(new Grant(Set.of(Verb.WRITE), Set.of("shared")));
    }

    @Test
    void aClaimNamesTheTenantOrTakesEverything() {
        Caller bound = tokens.recognize(provider.token("alice", AUDIENCE, READER + ",\"vizsla_tenant\":\"acme\""))
                .orElseThrow();

        assertThat(bound.tenant()).isEqualTo("acme");
        assertThat(bound.grant().verbs()).containsExactly(Verb.READ);
        for (String odd : new String[] {"\"a/b\"", "\"\"", "7", "[\"acme\"]", "true", "null", "{\"id\":\"acme\"}"}) {
            Caller none = tokens.recognize(provider.token("alice", AUDIENCE, READER + ",\"vizsla_tenant\":" + odd))
                    .orElseThrow();
            assertThat(none.grant().verbs()).as(odd).isEmpty();
        }
    }

    @Test
    void whereATenantIsRequiredATokenWithoutOneAllowsNothing() {
        Tokens strict = tokens(Map.of("vizsla.security.oidc.tenant-required", "true"));

        assertThat(strict.recognize(provider.token("alice", AUDIENCE, READER))
                        .orElseThrow()
                        .grant()
                        .verbs())
                .isEmpty();
        assertThat(strict.recognize(provider.token("alice", AUDIENCE, READER + ",\"vizsla_tenant\":\"acme\""))
                        .orElseThrow()
                        .grant()
                        .verbs())
                .containsExactly(Verb.READ);
    }

    @Test
    void othersTokensAreNotGood() throws GeneralSecurityException {
        Instant later = Instant.now().plusSeconds(600);
        String good = OpenIdServer.claims(provider.issuer(), "alice", AUDIENCE, later);
        String signed = provider.sign(good + "}");
        refused(provider.token("alice", "another", READER));
        refused(provider.sign(OpenIdServer.claims("https://elsewhere.example.com", "alice", AUDIENCE, later) + "}"));
        refused(provider.sign(OpenIdServer.claims(
                        provider.issuer(), "alice", AUDIENCE, Instant.now().minusSeconds(60)) + "}"));
        refused(provider.sign(good + ",\"nbf\":" + later.getEpochSecond() + "}"));
        refused(provider.sign("{\"iss\":\"" + provider.issuer() + "\",\"sub\":\"alice\",\"aud\":\"vizsla\"}"));
        refused(provider.sign(
                "{\"iss\":\"" + provider.issuer() + "\",\"aud\":\"vizsla\",\"exp\":" + later.getEpochSecond() + "}"));
        refused(signed.substring(0, signed.length() - 8) + "AAAAAAAA");
        refused(provider.sign("[1]"));
        refused("a.b.c");
        refused("..");
        // Not signed at all, and signed by what everybody knows.
        refused(OpenIdServer.encoded("{\"alg\":\"none\"}") + "." + OpenIdServer.encoded(good + "}") + ".");
        refused(byPublicKey(good + "}"));
        try (OpenIdServer other = OpenIdServer.start()) {
            refused(other.sign(good + "}"));
        }
        assertThat(tokens.recognize(signed)).isPresent();
    }

    @Test
    void newKeysOfTheProviderAreFound() {
        Tokens curious = new Tokens(config(Map.of()), Duration.ZERO);
        String old = provider.token("alice", AUDIENCE, READER);
        assertThat(curious.recognize(old)).isPresent();
        provider.rotate();

        assertThat(curious.recognize(provider.token("alice", AUDIENCE, READER))).isPresent();
        assertThat(curious.recognize(old)).isEmpty();
    }

    @Test
    void keysThatNobodyKnowsAreNotAskedForAllTheTime() {
        recognized(provider.token("alice", AUDIENCE, READER));
        String claims = OpenIdServer.claims(
                        provider.issuer(), "alice", AUDIENCE, Instant.now().plusSeconds(600)) + "}";

        for (int i = 0; i < 20; i++) {
            refused(provider.signed("{\"alg\":\"RS256\",\"kid\":\"no-" + i + "\"}", claims));
        }

        assertThat(provider.askedForKeys()).isEqualTo(1);
    }

    @Test
    void providerThatIsSilentIsNoFaultOfTheToken() {
        String token = provider.token("alice", AUDIENCE, READER);
        provider.answerBy(503);
        notReady(token, "does not answer");
        int asked = provider.askedForKeys();
        notReady(token, "does not answer");
        assertThat(provider.askedForKeys()).isEqualTo(asked);
    }

    @Test
    void providerThatWithholdsItsKeysIsNotAskedAllTheTime() {
        String token = provider.token("alice", AUDIENCE, READER);
        provider.answerForKeysBy(503);

        for (int i = 0; i < 5; i++) {
            notReady(token, "does not answer");
        }

        assertThat(provider.askedForKeys()).isEqualTo(1);
    }

    @Test
    void providerOfAnotherNameIsNotBelieved() {
        provider.pretendToBe("https://elsewhere.example.com");

        notReady(provider.token("alice", AUDIENCE, READER), "elsewhere");
    }

    @Test
    void knownKeysServeWhileTheProviderIsSilent() {
        recognized(provider.token("alice", AUDIENCE, READER));
        provider.answerBy(500);

        recognized(provider.token("bob", AUDIENCE, READER));
    }

    @Test
    void namesMakeNoSecondLine() {
        Caller caller = recognized(provider.token("al\\nice \\u0000" + "x".repeat(300), AUDIENCE, READER));

        assertThat(caller.id()).isEqualTo("al?ice??" + "x".repeat(92));
    }

    @Test
    void settingsThatOpenTooMuchEndTheStart() {
        refusedSetting(Map.of("vizsla.security.oidc.audience", " "), "vizsla.security.oidc.audience");
        refusedSetting(Map.of("vizsla.security.oidc.issuer", "example.com"), "vizsla.security.oidc.issuer");
        assertThat(new Tokens(Configs.defaults(SecurityConfig.class)).mayBe("a.b.c"))
                .isFalse();
    }

    private Caller recognized(String token) {
        assertThat(tokens.mayBe(token)).isTrue();
        return tokens.recognize(token).orElseThrow();
    }

    private Grant grant(String token) {
        return Optional.ofNullable(recognized(token).grant()).orElseThrow();
    }

    private void refused(String token) {
        assertThat(tokens.recognize(token)).as(token).isEmpty();
    }

    private void notReady(String token, String why) {
        assertThatExceptionOfType(VizslaException.class)
                .isThrownBy(() -> tokens.recognize(token))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NOT_READY))
                .withMessageContaining(why);
    }

    private void refusedSetting(Map<String, String> settings, String name) {
        assertThatExceptionOfType(VizslaException.class)
                .isThrownBy(() -> tokens(settings))
                .satisfies(refused -> assertThat(refused.field()).hasValue(name));
    }

    private String byPublicKey(String claims) throws GeneralSecurityException {
        String text = OpenIdServer.encoded("{\"alg\":\"HS256\",\"kid\":\"k1\"}") + "." + OpenIdServer.encoded(claims);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(provider.publicKey(), "HmacSHA256"));
        return text + "."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private Tokens tokens(Map<String, String> more) {
        return new Tokens(config(more));
    }

    private SecurityConfig config(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(
                Map.of("vizsla.security.oidc.issuer", provider.issuer(), "vizsla.security.oidc.audience", AUDIENCE));
        settings.putAll(more);
        return Configs.of(SecurityConfig.class, settings);
    }
}
