package io.vizsla.standalone.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.standalone.rest.Rest.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two tenants in one collection of a running instance. */
@QuarkusTest
@TestProfile(ClosedProfile.class)
class TenantsIT {

    private static final String SHARED = "/v1/collections/tenants-shared";

    private final Rest admin = new Rest(ClosedProfile.ADMIN);
    private Rest acme;
    private Rest zeta;

    @BeforeEach
    void fill() {
        Answer made = admin.put(SHARED, "{\"fields\":{\"org\":\"tenant\",\"year\":\"integer\"}}");
        assertThat(made.status()).as(made.text()).isBetween(200, 201);
        acme = key("acme");
        zeta = key("zeta");
        send(acme, "acme/one", "the dog of acme sleeps", "acme", 2024);
        send(acme, "acme/two", "another dog of acme barks", "acme", 2020);
        send(zeta, "zeta/one", "the dog of zeta runs", "zeta", 2024);
    }

    @Test
    void aSearchFindsTheTenantsDocumentsWhateverItAsks() {
        for (String mode : List.of("hybrid", "dense", "lexical")) {
            assertThat(found(acme, "{\"query\":\"dog\",\"mode\":\"" + mode + "\"}"))
                    .containsExactlyInAnyOrder("acme/one", "acme/two");
        }
        assertThat(found(zeta, "{\"query\":\"dog acme\"}")).containsExactly("zeta/one");
        assertThat(found(acme, "{\"query\":\"dog\",\"filter\":{\"field\":\"org\",\"op\":\"eq\",\"value\":\"zeta\"}}"))
                .isEmpty();
        assertThat(found(
                        acme,
                        "{\"query\":\"dog\",\"filter\":{\"or\":[{\"field\":\"org\",\"op\":\"ne\",\"value\":\"acme\"},"
                                + "{\"field\":\"year\",\"op\":\"gt\",\"value\":2022}]}}"))
                .containsExactly("acme/one");
        assertThat(found(admin, "{\"query\":\"dog\"}")).hasSize(3);
    }

    @Test
    void anExplanationWhichTellsOfEverybodysWordsIsRefused() {
        forbidden(acme.post(SHARED + "/search", "{\"query\":\"dog\",\"explain\":true}"), "explain");
    }

    @Test
    void whatDoesNotSayWhoseItIsBelongsToWhoSendsIt() {
        acme.put(SHARED + "/documents/acme/plain?wait=indexed&timeout=90s", "{\"text\":\"a plain zebra\"}");
        acme.lines(
                SHARED + "/documents?wait=indexed&timeout=90s",
                "{\"id\":\"acme/line\",\"text\":\"a zebra in line\"}\n".getBytes(StandardCharsets.UTF_8));

        assertThat(found(acme, "{\"query\":\"zebra\",\"mode\":\"lexical\"}"))
                .containsExactlyInAnyOrder("acme/plain", "acme/line");
        assertThat(found(zeta, "{\"query\":\"zebra\",\"mode\":\"lexical\"}")).isEmpty();
        acme.delete(SHARED + "/documents/acme/plain?wait=indexed&timeout=90s");
        acme.delete(SHARED + "/documents/acme/line?wait=indexed&timeout=90s");
    }

    @Test
    void anAnswerQuotesTheTenantsDocumentsAlone() {
        Answer answer = acme.post(SHARED + "/answer", "{\"question\":\"whose dog runs?\"}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text()).doesNotContain("zeta");
    }

    @Test
    void documentsOfOthersAreNeitherShownNorChanged() {
        String theirs = SHARED + "/documents/zeta/one";
        forbidden(acme.get(theirs), "id");
        forbidden(acme.delete(theirs), "id");
        forbidden(acme.put(theirs, document("x", "zeta", 1)), "id");
        forbidden(acme.get(SHARED + "/documents/zeta/none"), "id");
        forbidden(acme.get(SHARED + "/documents/one"), "id");
        assertThat(zeta.get(theirs).json().at("/state").asText()).isEqualTo("indexed");
        assertThat(acme.get(SHARED + "/documents?state=indexed")
                        .json()
                        .at("/documents")
                        .findValuesAsText("id"))
                .containsExactly("acme/one", "acme/two");
        JsonNode page = acme.get(SHARED + "/documents?state=indexed&limit=1").json();
        assertThat(page.at("/next").asText()).isEqualTo("acme/one");
        assertThat(zeta.get(SHARED + "/documents?state=indexed&after=acme/two")
                        .json()
                        .at("/documents")
                        .findValuesAsText("id"))
                .containsExactly("zeta/one");
    }

    @Test
    void aDocumentUnderOnesOwnNameThatSaysItIsAnothersFails() {
        Answer lied = acme.put(
                SHARED + "/documents/acme/lie?wait=indexed&timeout=90s", document("a lie about a dog", "zeta", 1));

        assertThat(lied.status()).as(lied.text()).isEqualTo(422);
        assertThat(lied.json().at("/code").asText()).isEqualTo("invalid_metadata");
        assertThat(found(zeta, "{\"query\":\"lie dog\"}")).containsExactly("zeta/one");
        acme.delete(SHARED + "/documents/acme/lie?wait=indexed&timeout=90s");
    }

    @Test
    void linesOfOthersAreRejectedAndTheRestIsTaken() {
        Answer sent = acme.lines(
                SHARED + "/documents?wait=indexed&timeout=90s",
                ("{\"id\":\"acme/bulk\",\"text\":\"a bulky cat\",\"metadata\":{\"org\":\"acme\"}}\n"
                                + "{\"id\":\"zeta/bulk\",\"text\":\"a bulky cat\",\"metadata\":{\"org\":\"zeta\"}}\n")
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(sent.json().at("/accepted").asInt()).as(sent.text()).isEqualTo(1);
        assertThat(sent.json().at("/rejected/0/line").asInt()).isEqualTo(2);
        assertThat(sent.json().at("/rejected/0/code").asText()).isEqualTo("forbidden");
        acme.delete(SHARED + "/documents/acme/bulk?wait=indexed&timeout=90s");
    }

    @Test
    void whatIsAboutEverybodysIsClosed() {
        admin.put("/v1/collections/tenants-none", "{}");
        forbidden(acme.post("/v1/collections/tenants-none/search", "{\"query\":\"dog\"}"), "collection");
        // Not even the names of its fields are told.
        forbidden(
                acme.post(
                        "/v1/collections/tenants-none/search",
                        "{\"query\":\"dog\",\"filter\":{\"field\":\"none\",\"op\":\"eq\",\"value\":1}}"),
                "collection");
        forbidden(acme.put("/v1/collections/tenants-none/documents/acme/x", document("x", "acme", 1)), "collection");
        forbidden(acme.get(SHARED), "tenant");
        forbidden(acme.get(SHARED + "/judgements"), "tenant");
        forbidden(acme.post(SHARED + "/feedback", "{}"), "tenant");
        forbidden(acme.get("/v1/status"), "tenant");
        forbidden(acme.post("/mcp", "{}"), "collection");
        forbidden(acme.post("/v1/embeddings", "{\"input\":\"x\",\"collection\":\"tenants-none\"}"), "collection");
        assertThat(acme.post("/v1/embeddings", "{\"input\":\"x\",\"model\":\"bge-small-en-v1.5\"}")
                        .status())
                .isEqualTo(200);
        admin.delete("/v1/collections/tenants-none");
    }

    @Test
    void aKeyOfATenantIsReplacedByOneOfTheSame() {
        JsonNode made = admin.post("/v1/keys", request("acme", "read")).json();
        JsonNode rotated = admin.post("/v1/keys/" + made.at("/id").asText() + "/rotate", "")
                .json();

        assertThat(rotated.at("/tenant").asText()).isEqualTo("acme");
        forbidden(new Rest(rotated.at("/key").asText()).get("/v1/status"), "tenant");
        Searching.problem(admin.post("/v1/keys", request("a/b", "read")), 400, "invalid_argument", "tenant");
        Searching.problem(admin.post("/v1/keys", request("acme", "admin")), 400, "invalid_argument", "verbs");
    }

    private Rest key(String tenant) {
        Answer made = admin.post("/v1/keys", request(tenant, "read\",\"write"));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return new Rest(made.json().at("/key").asText());
    }

    private static String request(String tenant, String verbs) {
        return "{\"name\":\"app\",\"verbs\":[\"" + verbs + "\"],\"collections\":[\"tenants-*\"],\"tenant\":\"" + tenant
                + "\"}";
    }

    private static void send(Rest tenant, String id, String text, String owner, int year) {
        Answer sent =
                tenant.put(SHARED + "/documents/" + id + "?wait=indexed&timeout=90s", document(text, owner, year));
        assertThat(sent.status()).as(sent.text()).isEqualTo(200);
    }

    private static String document(String text, String owner, int year) {
        return "{\"text\":\"" + text + "\",\"metadata\":{\"org\":\"" + owner + "\",\"year\":" + year + "}}";
    }

    private static List<String> found(Rest caller, String request) {
        Answer answer = caller.post(SHARED + "/search", request);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().at("/hits").findValuesAsText("documentId");
    }

    private static void forbidden(Answer answer, String field) {
        Searching.problem(answer, 403, "forbidden", field);
    }
}
