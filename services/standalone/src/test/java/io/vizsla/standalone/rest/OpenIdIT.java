package io.vizsla.standalone.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.standalone.rest.Rest.Answer;
import io.vizsla.testkit.OpenIdServer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a running instance that takes the tokens of an OpenID provider lets whom do. */
@QuarkusTest
@TestProfile(OpenIdProfile.class)
class OpenIdIT {

    private static final String NOTE = "x".repeat(2_000);

    private final Rest admin = new Rest(OpenIdProfile.ADMIN);

    OpenIdServer provider;

    @Test
    void aTokenIsGoodForWhatItsClaimsSay() {
        admin.put("/v1/collections/ours", "{}");
        admin.put("/v1/collections/theirs", "{}");
        Rest writer = holder("\"scope\":\"vizsla:write\",\"vizsla_collections\":[\"ours\"]");
        Rest reader = holder("\"scope\":\"vizsla:read\",\"vizsla_collections\":[\"ou*\"]");

        // A body of several buffers, which waits until the provider has given its keys.
        String lines = IntStream.range(0, 200)
                .mapToObj(i -> "{\"id\":\"d" + i + "\",\"text\":\"a dog of the number " + i
                        + "\",\"metadata\":{\"note\":\"" + NOTE + "\"}}")
                .collect(Collectors.joining("\n"));
        Answer taken = writer.lines("/v1/collections/ours/documents", lines.getBytes(StandardCharsets.UTF_8));
        assertThat(taken.status()).as(taken.text()).isIn(200, 202);
        assertThat(taken.json().at("/accepted").asInt()).isEqualTo(200);
        assertThat(reader.post("/v1/collections/ours/search", "{\"query\":\"dog\"}")
                        .status())
                .isEqualTo(200);
        forbidden(writer.post("/v1/collections/ours/search", "{\"query\":\"dog\"}"), "verb");
        forbidden(reader.post("/v1/collections/theirs/search", "{\"query\":\"dog\"}"), "collection");
        forbidden(reader.get("/v1/keys"), "verb");
        forbidden(holder("\"scope\":\"openid\"").get("/v1/collections"), "verb");
        assertThat(reader.get("/v1/collections").json().at("/collections").findValuesAsText("name"))
                .containsExactly("ours");
    }

    @Test
    void everythingElseIsRefused() {
        String late = provider.sign(
                OpenIdServer.claims(
                                provider.issuer(),
                                "alice",
                                OpenIdResource.AUDIENCE,
                                Instant.now().minusSeconds(90)) + "}");

        unauthorized(new Rest().get("/v1/collections"));
        unauthorized(new Rest(late).get("/v1/collections"));
        unauthorized(new Rest("a.b.c").get("/v1/collections"));
        unauthorized(new Rest(provider.token("alice", "another", "\"scope\":\"vizsla:admin\"")).get("/v1/collections"));
        assertThat(admin.get("/v1/collections").status()).isEqualTo(200);
        assertThat(new Rest().get("/q/health/live").status()).isEqualTo(200);
    }

    private Rest holder(String claims) {
        return new Rest(provider.token("alice", OpenIdResource.AUDIENCE, claims));
    }

    private static void unauthorized(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
        assertThat(answer.json().at("/code").asText()).isEqualTo("unauthorized");
    }

    private static void forbidden(Answer answer, String field) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(403);
        assertThat(answer.json().at("/field").asText()).isEqualTo(field);
    }
}
