package io.vizsla.standalone.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.standalone.rest.Rest.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Other models read the queries of a running instance, and give them back. */
@QuarkusTest
@TestProfile(SinglePrecisionProfile.class)
class QueryModelsIT extends Searching {

    private static final String MODEL = "bge-small-en-v1.5";
    private static final int DIMENSION = 384;
    private static final String[] TEXTS = {
        "the vizsla points at birds in the field",
        "a rabbit runs through the grass at night",
        "bread is baked from flour, water and salt",
        "the train stops in every town on the coast",
        "the puli herds sheep on the plain"
    };

    @BeforeEach
    void writeModels() throws IOException {
        QueryModels.write(TestModels.models(), MODEL, DIMENSION);
    }

    @Test
    void aModelThatReadsAlikeFindsTheSameAndOneThatDoesNotFindsOthers() {
        fill("qm-hits");
        List<String> plain = dense("qm-hits", "dogs that point at birds", MODEL);

        JsonNode same = use("qm-hits", QueryModels.SAME, "query-only");

        assertThat(same.at("/model").asText()).isEqualTo(MODEL);
        assertThat(same.at("/queryModel").asText()).isEqualTo(QueryModels.SAME);
        assertThat(same.at("/previousQueryModel").asText()).isEqualTo(MODEL);
        assertThat(dense("qm-hits", "dogs that point at birds", QueryModels.SAME))
                .isEqualTo(plain);
        use("qm-hits", QueryModels.TURNED, "compensate");
        assertThat(dense("qm-hits", "dogs that point at birds", QueryModels.TURNED))
                .isNotEqualTo(plain);
    }

    @Test
    void queriesAfterAMapHaveNoTokenVectorsAndHybridSearchGoesOn() {
        fill("qm-tokens");
        use("qm-tokens", QueryModels.SAME, "query-only");

        JsonNode found = search("qm-tokens", "{\"query\":\"the puli herds sheep\",\"explain\":true}");

        assertThat(found.at("/hits/0/documentId").asText()).isEqualTo("d4");
        assertThat(found.at("/hits/0/signals").has("tokens")).isFalse();
        assertThat(step(found, "tokens").at("/skipped").asText()).contains("no token vectors");
        assertThat(step(found, "encode").at("/model").asText()).isEqualTo(QueryModels.SAME);
    }

    @Test
    void noSearchFailsWhileTheModelsChange() throws InterruptedException {
        fill("qm-load");
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger searches = new AtomicInteger();
        Set<String> models = ConcurrentHashMap.newKeySet();
        List<Answer> failed = java.util.Collections.synchronizedList(new ArrayList<>());
        Thread searcher = Thread.ofPlatform().start(() -> {
            while (!done.get()) {
                Answer answer = rest.post(
                        "/v1/collections/qm-load/search",
                        "{\"query\":\"who herds sheep " + searches.incrementAndGet() + "\"}");
                if (answer.status() == 200) {
                    models.add(answer.json().at("/model").asText());
                } else {
                    failed.add(answer);
                }
            }
        });
        for (String model : new String[] {QueryModels.SAME, QueryModels.TURNED, MODEL, QueryModels.TURNED}) {
            use("qm-load", model, "query-only");
            assertThat(search("qm-load", "{\"query\":\"sheep\"}").at("/model").asText())
                    .isEqualTo(model);
            int before = searches.get();
            while (searches.get() < before + 3 && searcher.isAlive()) {
                Thread.sleep(10);
            }
        }
        done.set(true);
        searcher.join();

        assertThat(failed).isEmpty();
        assertThat(models).containsExactlyInAnyOrder(MODEL, QueryModels.SAME, QueryModels.TURNED);
    }

    @Test
    void oneCallGoesBackAndAnotherForth() {
        fill("qm-back");
        List<String> plain = dense("qm-back", "dogs that point at birds", MODEL);
        problem(rollBack("qm-back"), 409, "conflict", "previousQueryModel");
        use("qm-back", QueryModels.TURNED, "query-only");

        JsonNode back = rollBack("qm-back").json();

        assertThat(back.at("/queryModel").isNull()).isTrue();
        assertThat(back.at("/previousQueryModel").asText()).isEqualTo(QueryModels.TURNED);
        assertThat(dense("qm-back", "dogs that point at birds", MODEL)).isEqualTo(plain);
        assertThat(rollBack("qm-back").json().at("/queryModel").asText()).isEqualTo(QueryModels.TURNED);
        assertThat(use("qm-back", MODEL, "reindex").at("/queryModel").isNull()).isTrue();
    }

    @Test
    void embeddingsForACollectionAreThoseOfItsQueryModel() {
        fill("qm-embed");
        String query = "{\"input\":\"sheep\",\"input_type\":\"query\",\"collection\":\"qm-embed\",\"model\":\"";
        String passage = "{\"input\":\"sheep\",\"collection\":\"qm-embed\",\"model\":\"" + MODEL + "\"}";
        double[] plainQuery = embed(query + MODEL + "\"}");
        double[] plainPassage = embed(passage);

        use("qm-embed", QueryModels.TURNED, "query-only");

        double[] turned = embed(query + MODEL + "\"}");
        assertThat(turned[0]).isCloseTo(plainQuery[1], org.assertj.core.api.Assertions.within(1e-4));
        assertThat(embed(query + QueryModels.TURNED + "\"}")).isEqualTo(turned);
        assertThat(embed(passage)).isEqualTo(plainPassage);
    }

    @Test
    void examplesAreThoseOfTheModelThatReadsTheQueries() throws InterruptedException {
        fill("qm-examples");
        judge("qm-examples", "{\"query\":\"which dog herds sheep\",\"documentId\":\"d4\",\"grade\":3}");
        assertThat(examples("qm-examples")).hasSize(1);

        use("qm-examples", QueryModels.TURNED, "query-only");

        JsonNode made = examples("qm-examples");
        for (int i = 0; i < 1200 && made.isEmpty(); i++) {
            Thread.sleep(50);
            made = examples("qm-examples");
        }
        assertThat(made).hasSize(1);
        assertThat(made.at("/0/cosine").asDouble())
                .as("both were turned; one that was not would be far from the other")
                .isGreaterThan(0.5);
    }

    @Test
    void whatDoesNotServeTheSpaceIsRefusedAndNothingChanges() {
        fill("qm-refused");

        Answer other = rest.post("/v1/collections/qm-refused/model", body("all-minilm-l6-v2", "query-only"));

        problem(other, 409, "conflict", "model");
        assertThat(other.json().at("/bound").asText()).contains("bge-small-en-v1.5@", "all-minilm-l6-v2@", "anew");
        problem(
                rest.post("/v1/collections/qm-refused/model", body("all-minilm-l6-v2", "compensate")),
                409,
                "conflict",
                "strategy");
        problem(
                rest.post("/v1/collections/qm-refused/model", body("none", "query-only")),
                404,
                "unknown_model",
                "model");
        problem(
                rest.post("/v1/collections/qm-refused/model", body(QueryModels.SAME, "now")),
                400,
                "invalid_argument",
                "strategy");
        problem(rest.post("/v1/collections/qm-refused/model", "{}"), 400, "invalid_argument", "model");
        assertThat(rest.post("/v1/collections/qm-refused/model", "{\"mode\":1}").status())
                .isEqualTo(400);
        assertThat(rest.post("/v1/collections/qm-refused/model", "").status()).isEqualTo(400);
        assertThat(rest.delete("/v1/collections/qm-refused/model").status()).isEqualTo(405);
        problem(
                rest.post("/v1/collections/qm-none/model", body(MODEL, "query-only")),
                404,
                "unknown_collection",
                "collection");
        problem(rollBack("qm-none"), 404, "unknown_collection", "collection");
        assertThat(rest.get("/v1/collections/qm-refused")
                        .json()
                        .at("/queryModel")
                        .isNull())
                .isTrue();
    }

    @Test
    void anEmptyCollectionChangesItsModel() {
        collection("qm-empty", "{}");

        JsonNode changed = use("qm-empty", "all-minilm-l6-v2", "reindex");

        assertThat(changed.at("/model").asText()).isEqualTo("all-minilm-l6-v2");
        assertThat(changed.at("/queryModel").isNull()).isTrue();
    }

    private void fill(String name) {
        collection(name, "{}");
        for (int i = 0; i < TEXTS.length; i++) {
            document(name, "d" + i, TEXTS[i]);
        }
    }

    private JsonNode use(String collection, String model, String strategy) {
        Answer answer = rest.post("/v1/collections/" + collection + "/model", body(model, strategy));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private Answer rollBack(String collection) {
        return rest.post("/v1/collections/" + collection + "/model/rollback", "");
    }

    private static String body(String model, String strategy) {
        return "{\"model\":\"" + model + "\",\"strategy\":\"" + strategy + "\"}";
    }

    /** Returns the documents of the hits, best first, and their cosines to two digits. */
    private List<String> dense(String collection, String query, String model) {
        JsonNode answer = search(collection, "{\"query\":\"" + query + "\",\"mode\":\"dense\"}");
        assertThat(answer.at("/model").asText()).isEqualTo(model);
        List<String> hits = new ArrayList<>();
        answer.at("/hits")
                .forEach(hit -> hits.add(hit.at("/documentId").asText() + " "
                        + Math.round(100 * hit.at("/signals/dense").asDouble())));
        return hits;
    }

    private JsonNode examples(String collection) {
        JsonNode answer = search(
                collection,
                "{\"query\":\"the dog that herds\",\"mode\":\"dense\",\"demonstrations\":\"auto\",\"explain\":true}");
        return step(answer, "choose").at("/examples");
    }
}
