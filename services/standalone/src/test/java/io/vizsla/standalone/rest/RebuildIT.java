package io.vizsla.standalone.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.standalone.rest.Rest.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Documents of a running instance are indexed anew by another model, and the way back. */
@QuarkusTest
@TestProfile(InstanceProfile.class)
class RebuildIT extends Searching {

    private static final String OWN = "bge-small-en-v1.5";
    private static final String OTHER = "all-minilm-l6-v2";

    private static final String[] TEXTS = {
        "the vizsla points at birds in the field",
        "a rabbit runs through the grass at night",
        "bread is baked from flour, water and salt",
        "the train stops in every town on the coast",
        "the puli herds sheep on the plain"
    };

    @Test
    void theCollectionGoesOverAndBackAndNoSearchFails() throws InterruptedException {
        fill("rb-over");
        judge("rb-over", "{\"query\":\"who looks after sheep?\",\"documentId\":\"d4\",\"grade\":3}");
        AtomicBoolean done = new AtomicBoolean();
        Set<String> models = ConcurrentHashMap.newKeySet();
        List<Answer> failed = Collections.synchronizedList(new ArrayList<>());
        Thread searcher = Thread.ofPlatform().start(() -> {
            while (!done.get()) {
                Answer answer = rest.post("/v1/collections/rb-over/search", "{\"query\":\"who herds sheep\"}");
                if (answer.status() == 200
                        && answer.json().at("/hits/0/documentId").asText().equals("d4")) {
                    models.add(answer.json().at("/model").asText());
                } else {
                    failed.add(answer);
                }
            }
        });

        Answer begun =
                rest.post("/v1/collections/rb-over/model", "{\"model\":\"" + OTHER + "\",\"strategy\":\"reindex\"}");
        assertThat(begun.status()).as(begun.text()).isEqualTo(202);
        assertThat(begun.json().at("/to/model").asText()).isEqualTo(OTHER);
        JsonNode over = awaitDone("rb-over");
        assertThat(over.at("/from/index").asText()).isEqualTo("rb-over");
        assertThat(over.at("/to/index").asText()).isEqualTo("rb-over@1");
        assertThat(get("rb-over").at("/model").asText()).isEqualTo(OTHER);
        assertThat(get("rb-over").at("/chunks").asInt()).isEqualTo(TEXTS.length);
        document("rb-over", "late", "a lighthouse stands on the cliff");
        assertThat(first("rb-over", "lighthouse")).isEqualTo("late");
        JsonNode examples = search(
                "rb-over", "{\"query\":\"who looks after the sheep?\",\"demonstrations\":\"auto\",\"explain\":true}");
        assertThat(examples.at("/hits/0/documentId").asText()).isEqualTo("d4");

        Answer back = rest.post("/v1/collections/rb-over/model/rollback", "");
        assertThat(back.status()).as(back.text()).isEqualTo(202);
        awaitDone("rb-over");
        done.set(true);
        searcher.join();

        assertThat(get("rb-over").at("/model").asText()).isEqualTo(OWN);
        assertThat(first("rb-over", "lighthouse")).isEqualTo("late");
        assertThat(failed).isEmpty();
        assertThat(models).containsExactlyInAnyOrder(OWN, OTHER);
    }

    @Test
    void documentsAreCutAnewAndTheOlderIndexCanBeDropped() throws InterruptedException {
        collection("rb-cut", "{}");
        document(
                "rb-cut",
                "long",
                "One sentence about dogs follows the other, and each of them says something. ".repeat(20));
        int before = get("rb-cut").at("/chunks").asInt();

        Answer begun = rest.post("/v1/collections/rb-cut/rebuild", "{\"cutting\":{\"maxTokens\":32,\"overlap\":0}}");
        assertThat(begun.status()).as(begun.text()).isEqualTo(202);
        awaitDone("rb-cut");

        assertThat(get("rb-cut").at("/chunks").asInt()).isGreaterThan(before);
        assertThat(rest.get("/v1/collections/rb-cut/documents/long").json().at("/chunks"))
                .hasSize(get("rb-cut").at("/chunks").asInt());
        assertThat(rest.delete("/v1/collections/rb-cut/rebuild").status()).isEqualTo(204);
        problem(rest.post("/v1/collections/rb-cut/rebuild/rollback", ""), 409, "conflict", "collection");
        assertThat(rest.get("/v1/collections/rb-cut/rebuild").status()).isEqualTo(404);
        assertThat(rest.delete("/v1/collections/rb-cut").status()).isEqualTo(204);
        assertThat(rest.get("/v1/collections/rb-cut/rebuild").status()).isEqualTo(404);
    }

    @Test
    void whatCannotBeIsRefusedAndChangesNothing() {
        fill("rb-refused");
        String rebuild = "/v1/collections/rb-refused/rebuild";
        JsonNode before = get("rb-refused");

        problem(rest.post(rebuild, "{\"model\":\"none\"}"), 404, "unknown_model", "model");
        problem(rest.post(rebuild, "{\"dimension\":7}"), 400, "invalid_argument", "dimension");
        problem(rest.post(rebuild, "{\"language\":\"nowhere\"}"), 400, "invalid_argument", "language");
        problem(rest.post(rebuild, "{\"cutting\":{\"maxTokens\":9999}}"), 400, "invalid_argument", "cutting.maxTokens");
        problem(rest.post(rebuild, "{\"fields\":{\"year\":\"age\"}}"), 400, "invalid_argument", "fields.year");
        problem(rest.post(rebuild, "{\"role\":\"king\"}"), 400, "invalid_argument", "role");
        assertThat(rest.post(rebuild, "{\"pipeline\":{}}").status()).isEqualTo(400);
        assertThat(rest.post(rebuild, "[]").status()).isEqualTo(400);
        assertThat(rest.get(rebuild).status()).isEqualTo(404);
        assertThat(rest.delete(rebuild).status()).isEqualTo(404);
        problem(rest.post(rebuild + "/rollback", ""), 409, "conflict", "collection");
        problem(rest.post("/v1/collections/rb-none/rebuild", "{}"), 404, "unknown_collection", "collection");
        assertThat(get("rb-refused")).isEqualTo(before);
    }

    private void fill(String name) {
        collection(name, "{}");
        for (int i = 0; i < TEXTS.length; i++) {
            document(name, "d" + i, TEXTS[i]);
        }
    }

    private JsonNode get(String name) {
        return rest.get("/v1/collections/" + name).json();
    }

    private String first(String name, String query) {
        return search(name, "{\"query\":\"" + query + "\"}")
                .at("/hits/0/documentId")
                .asText();
    }

    private JsonNode awaitDone(String name) throws InterruptedException {
        JsonNode rebuild = rest.get("/v1/collections/" + name + "/rebuild").json();
        for (int i = 0; i < 1200 && rebuild.at("/state").asText().equals("building"); i++) {
            Thread.sleep(100);
            rebuild = rest.get("/v1/collections/" + name + "/rebuild").json();
        }
        assertThat(rebuild.at("/state").asText()).as(rebuild.toString()).isEqualTo("done");
        return rebuild;
    }
}
