package io.vizsla.standalone.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.standalone.rest.Rest.Answer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

/** What a running instance that asks for keys lets whom do. */
@QuarkusTest
@TestProfile(ClosedProfile.class)
class KeysIT {

    private final Rest nobody = new Rest();
    private final Rest admin = new Rest(ClosedProfile.ADMIN);

    @Test
    void withoutAKeyThereIsTheConsoleAndTheHealthAlone() {
        unauthorized(nobody.get("/v1/collections"));
        unauthorized(nobody.get("/v1/collections/none"));
        unauthorized(nobody.put("/v1/collections/mine", "{}"));
        unauthorized(nobody.post("/v1/embeddings", "{"));
        unauthorized(nobody.get("/v1/keys"));
        unauthorized(nobody.get("/q/metrics"));
        unauthorized(nobody.get("/what/is/new"));
        unauthorized(new Rest("vz_abcdefgh_" + "A".repeat(43)).get("/v1/collections"));
        unauthorized(new Rest(ClosedProfile.ADMIN + "x").get("/v1/collections"));
        assertThat(nobody.wholeAnswer("GET", "/v1/collections")).containsIgnoringCase("WWW-Authenticate: Bearer");
        assertThat(nobody.get("/").status()).isEqualTo(200);
        assertThat(nobody.get("/js/main.js").status()).isEqualTo(200);
        assertThat(nobody.get("/q/health/live").status()).isEqualTo(200);
        assertThat(admin.get("/v1/collections/mine").status()).isEqualTo(404);
    }

    @Test
    void noOtherWayOfWritingAnAddressGetsAround() {
        for (String path : new String[] {
            "/v1;x=1/collections", "//v1/collections", "/%761/collections", "/V1/../v1/collections", "/v1/collections/",
            "/v1/keys;x", "/q/health/../metrics", "/js/../v1/collections", "/v1%2fcollections", "/index.html/../v1/keys"
        }) {
            assertThat(nobody.getAsItIs(path).text()).as(path).doesNotContain("\"collections\":", "\"keys\":");
            assertThat(nobody.getAsItIs(path).status()).as(path).isBetween(400, 499);
        }
    }

    @Test
    void aKeyIsGoodForWhatItWasMadeFor() {
        admin.put("/v1/collections/ours", "{}");
        admin.put("/v1/collections/theirs", "{}");
        Rest writer = key("\"write\"", "\"ours\"");
        Rest reader = key("\"read\"", "\"ou*\"");

        assertThat(writer.put("/v1/collections/ours/documents/d?wait=indexed&timeout=90s", "{\"text\":\"a dog\"}")
                        .status())
                .isEqualTo(200);
        assertThat(reader.post("/v1/collections/ours/search", "{\"query\":\"dog\"}")
                        .json()
                        .at("/hits/0/documentId")
                        .asText())
                .isEqualTo("d");
        forbidden(writer.post("/v1/collections/ours/search", "{\"query\":\"dog\"}"), "verb");
        forbidden(reader.put("/v1/collections/ours/documents/d", "{\"text\":\"x\"}"), "verb");
        forbidden(reader.post("/v1/collections/theirs/search", "{\"query\":\"dog\"}"), "collection");
        forbidden(reader.get("/v1/collections/theirs"), "collection");
        forbidden(reader.get("/v1/collections/not-there"), "collection");
        forbidden(reader.delete("/v1/collections/ours"), "verb");
        forbidden(
                reader.post(
                        "/v1/embeddings",
                        "{\"input\":\"x\",\"collection\":\"theirs\",\"model\":\"bge-small-en-v1.5\"}"),
                "collection");
        forbidden(reader.post("/v1/training", "{\"collection\":\"ours\"}"), "verb");
        forbidden(key("\"train\"", "\"ours\"").post("/v1/training", "{\"collection\":\"theirs\"}"), "collection");
        forbidden(key("\"admin\"", "\"ours\"").get("/v1/keys"), "collection");
        forbidden(
                key("\"train\"", "\"ours\"")
                        .post(
                                "/v1/collections/ours/model",
                                "{\"model\":\"all-minilm-l6-v2\",\"strategy\":\"reindex\"}"),
                "verb");
        assertThat(reader.get("/v1/collections").json().at("/collections").findValuesAsText("name"))
                .containsExactly("ours");
    }

    @Test
    void whatIsAdministeredAndWhatIsRefusedIsTold() {
        List<String> told = new CopyOnWriteArrayList<>();
        Handler listening = new ExtHandler() {
            @Override
            protected void doPublish(ExtLogRecord line) {
                told.add(line.getFormattedMessage());
            }
        };
        Logger audit = Logger.getLogger("io.vizsla.audit");
        audit.addHandler(listening);
        try {
            JsonNode made = make("{\"name\":\"app\",\"verbs\":[\"read\"],\"collections\":[\"*\"]}")
                    .json();
            Rest reader = new Rest(made.at("/key").asText());
            forbidden(reader.put("/v1/collections/audited", "{}"), "verb");
            unauthorized(nobody.get("/v1/keys"));
            reader.get("/v1/models");

            await().until(() -> told.size() >= 3);
            assertThat(told)
                    .anyMatch(line -> line.startsWith("POST /v1/keys by ") && line.endsWith(": 201"))
                    .contains("refused PUT /v1/collections/audited by "
                            + made.at("/id").asText() + ": forbidden")
                    .contains("refused GET /v1/keys by nobody known: unauthorized")
                    .noneMatch(line -> line.contains("/v1/models"))
                    .noneMatch(line -> line.contains(made.at("/key").asText()));
        } finally {
            audit.removeHandler(listening);
        }
    }

    @Test
    void aKeyIsReplacedAndEnds() {
        JsonNode made = make("{\"name\":\"app\",\"verbs\":[\"read\"],\"collections\":[\"*\"]}")
                .json();
        String id = made.at("/id").asText();
        Rest old = new Rest(made.at("/key").asText());
        assertThat(old.get("/v1/models").status()).isEqualTo(200);

        Answer rotated = admin.post("/v1/keys/" + id + "/rotate?overlap=0s", "");

        assertThat(rotated.status()).as(rotated.text()).isEqualTo(201);
        unauthorized(old.get("/v1/models"));
        Rest fresh = new Rest(rotated.json().at("/key").asText());
        assertThat(fresh.get("/v1/models").status()).isEqualTo(200);
        assertThat(admin.get("/v1/keys").text())
                .contains(id)
                .doesNotContain(made.at("/key").asText(), "\"key\":\"vz_", "hash");
        assertThat(admin.delete("/v1/keys/" + rotated.json().at("/id").asText()).status())
                .isEqualTo(204);
        unauthorized(fresh.get("/v1/models"));
    }

    @Test
    void theConsolePresentsItsKeyInACookie() {
        String key = make("{\"name\":\"me\",\"verbs\":[\"read\"],\"collections\":[\"*\"]}")
                .json()
                .at("/key")
                .asText();

        assertThat(nobody.asItIs("GET", "/v1/models", "Cookie: vizsla_key=" + key)
                        .status())
                .isEqualTo(200);
        assertThat(nobody.asItIs("GET", "/v1/models", "X-API-Key: " + key).status())
                .isEqualTo(200);
    }

    @Test
    void whatIsNoKeyIsRefusedByField() {
        refused("{}", "name");
        refused("{\"name\":\"x\"}", "verbs");
        refused("{\"name\":\"x\",\"verbs\":[\"fly\"],\"collections\":[\"*\"]}", "verbs");
        refused("{\"name\":\"x\",\"verbs\":[null],\"collections\":[\"*\"]}", "verbs");
        refused("{\"name\":\"x\",\"verbs\":[\"read\"],\"collections\":[\"A B\"]}", "collections");
        refused("{\"name\":\"x\",\"verbs\":[\"read\"],\"collections\":[\"*\"],\"expiresAt\":\"soon\"}", "expiresAt");
        refused(
                "{\"name\":\"x\",\"verbs\":[\"read\"],\"collections\":[\"*\"],\"expiresAt\":\"2001-01-01T00:00:00Z\"}",
                "expiresAt");
        Answer unknown = admin.post("/v1/keys/aaaaaaaa/rotate", "");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(admin.post("/v1/keys/aaaaaaaa/rotate?overlap=soon", "")
                        .json()
                        .at("/field")
                        .asText())
                .isEqualTo("overlap");
    }

    private Rest key(String verbs, String collections) {
        Answer made = make("{\"name\":\"app\",\"verbs\":[" + verbs + "],\"collections\":[" + collections + "]}");
        return new Rest(made.json().at("/key").asText());
    }

    private Answer make(String request) {
        Answer made = admin.post("/v1/keys", request);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made;
    }

    private void refused(String request, String field) {
        Searching.problem(admin.post("/v1/keys", request), 400, "invalid_argument", field);
    }

    private static void unauthorized(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
        assertThat(answer.type()).startsWith("application/problem+json");
        assertThat(answer.json().at("/code").asText()).isEqualTo("unauthorized");
    }

    private static void forbidden(Answer answer, String field) {
        Searching.problem(answer, 403, "forbidden", field);
    }
}
