package io.vizsla.standalone.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.standalone.rest.Rest.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Models refreshed by a running instance, in the process that it starts for that. */
@QuarkusTest
@TestProfile(InstanceProfile.class)
class TrainingIT extends Searching {

    private static final Set<String> OVER = Set.of("PASSED", "REFUSED", "FAILED", "CANCELLED");
    private static final String[] THINGS = {
        "boiler", "ladder", "harbor", "violin", "glacier", "bakery", "turbine", "orchard", "library", "tunnel",
        "compass", "lantern", "windmill", "ferry", "chimney", "saddle", "telescope", "vineyard", "anvil", "loom",
        "kettle", "bridge"
    };
    private static final String FAST = ",\"precision\":\"fp32\",\"threads\":1,\"folds\":2,\"epochs\":1";

    @BeforeAll
    static void needsTheTrainer() {
        Path trainer = Path.of(System.getProperty("vizsla.root", ""), "services/trainer/target/vizsla-trainer.jar");
        assumeTrue(Files.exists(trainer), "the trainer is not packaged: " + trainer);
    }

    @Test
    void refreshesWhileItIsSearchedAndServesWhatSomebodyDecides() throws Exception {
        fill("tr-whole");
        String id = start("{\"collection\":\"tr-whole\",\"promote\":\"never\"" + FAST + "}");
        problem(rest.post("/v1/training", "{\"collection\":\"tr-whole\"}"), 409, "conflict", "collection");
        AtomicBoolean isDone = new AtomicBoolean();
        AtomicInteger searches = new AtomicInteger();
        List<Answer> failed = java.util.Collections.synchronizedList(new ArrayList<>());
        Thread searcher = Thread.ofPlatform().start(() -> {
            while (!isDone.get()) {
                Answer answer = rest.post(
                        "/v1/collections/tr-whole/search", "{\"query\":\"search " + searches.incrementAndGet() + "\"}");
                if (answer.status() != 200) {
                    failed.add(answer);
                }
            }
        });
        JsonNode job = untilOver(id);
        isDone.set(true);
        searcher.join();

        assertThat(failed).isEmpty();
        assertThat(searches.get()).isGreaterThan(10);
        assertThat(job.at("/state").asText()).as(job.toString()).isIn("PASSED", "REFUSED");
        assertThat(job.at("/queries").asInt()).isEqualTo(THINGS.length);
        assertThat(job.at("/comparisons").size()).isPositive();
        assertThat(job.at("/reasons").size()).isPositive();
        assertThat(job.at("/promoted").asBoolean()).isFalse();
        events(id);
        serves(id, job.at("/model").asText());
        comesOutAgain(job.at("/model").asText());
    }

    private void comesOutAgain(String model) throws InterruptedException {
        JsonNode again = untilOver(start("{\"replay\":\"" + model + "\"}"));

        assertThat(again.at("/state").asText()).as(again.toString()).isEqualTo("PASSED");
        assertThat(again.at("/replayOf").asText()).isEqualTo(model);
        assertThat(again.at("/reasons/0").asText()).contains("bit for bit");
        assertThat(again.has("model")).isFalse();
        assertThat(rest.get("/v1/models").text()).doesNotContain(again.at("/id").asText());
        problem(rest.post("/v1/training", "{\"replay\":\"bge-small-en-v1.5\"}"), 409, "conflict", "replay");
        problem(rest.post("/v1/training", "{\"replay\":\"none\"}"), 404, "unknown_model", "model");
        problem(
                rest.post("/v1/training", "{\"replay\":\"" + model + "\",\"seed\":2}"),
                400,
                "invalid_argument",
                "replay");
    }

    private void events(String id) {
        Answer events = rest.get("/v1/training/" + id + "/events");
        assertThat(events.type()).startsWith("text/event-stream");
        assertThat(events.text())
                .contains("\"phase\":\"check\"", "\"phase\":\"train\"", "\"loss\":", "\"phase\":\"end\"");
        Answer report = rest.get("/v1/training/" + id + "/report");
        assertThat(report.status()).isEqualTo(200);
        assertThat(report.type()).startsWith("text/html");
        assertThat(report.text()).contains("Before and after");
    }

    private void serves(String id, String model) {
        assertThat(rest.get("/v1/models").text()).contains(model);
        assertThat(search("tr-whole", "{\"query\":\"harbor\"}").at("/model").asText())
                .isEqualTo("bge-small-en-v1.5");

        challenges(model);
        Answer promoted = rest.post("/v1/training/" + id + "/promote", "");

        assertThat(promoted.json().at("/promoted").asBoolean())
                .as(promoted.text())
                .isTrue();
        assertThat(search("tr-whole", "{\"query\":\"harbor\"}").at("/model").asText())
                .isEqualTo(model);
        assertThat(calibration("tr-whole").at("/learned/slope").asDouble()).isPositive();
        assertThat(rest.post("/v1/collections/tr-whole/model/rollback", "").status())
                .isEqualTo(200);
        assertThat(search("tr-whole", "{\"query\":\"harbor\"}").at("/model").asText())
                .isEqualTo("bge-small-en-v1.5");
        assertThat(calibration("tr-whole").has("learned")).isFalse();
    }

    private JsonNode calibration(String collection) {
        return step(search(collection, "{\"query\":\"harbor\",\"explain\":true}"), "calibrate");
    }

    private void challenges(String model) {
        String path = "/v1/collections/tr-whole/model";
        assertThat(rest.get(path).json().has("challenger")).isFalse();
        String body = "{\"model\":\"" + model + "\"}";
        assertThat(rest.post(path + "/challenger", body).status()).isEqualTo(200);
        JsonNode shadow = rest.get(path).json().at("/shadow");
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        for (int i = 0; System.nanoTime() < end && shadow.at("/queries").asInt() == 0; i++) {
            search("tr-whole", "{\"query\":\"who reads along " + i + "\"}");
            shadow = rest.get(path).json().at("/shadow");
        }
        assertThat(shadow.at("/queries").asInt()).as(shadow.toString()).isPositive();
        assertThat(shadow.at("/challenger").asText()).isEqualTo(model);
        assertThat(shadow.at("/failed").asInt()).as(shadow.toString()).isZero();
        assertThat(shadow.at("/overlap").asDouble()).isBetween(0.0, 1.0);
        assertThat(rest.delete(path + "/challenger").status()).isEqualTo(200);
        assertThat(rest.get(path).json().has("shadow")).isFalse();
        rest.post(path + "/challenger", body);
        problem(rest.post(path + "/challenger", "{\"model\":\"bge-small-en-v1.5\"}"), 409, "conflict", "challenger");
    }

    @Test
    void aModelOfBothSidesServesThroughAMapUntilItsDocumentsAreIndexedAnew() throws Exception {
        fill("tr-both");
        String id = start("{\"collection\":\"tr-both\",\"strategy\":\"compensate\",\"promote\":\"never\"" + FAST + "}");
        JsonNode job = untilOver(id);
        String model = job.at("/model").asText();
        assertThat(job.at("/state").asText()).as(job.toString()).isIn("PASSED", "REFUSED");
        assertThat(job.at("/kind").asText()).isEqualTo("both-sides");
        assertThat(job.at("/strategy").asText()).isEqualTo("compensate");
        assertThat(job.at("/comparisons").findValuesAsText("name")).contains("compensated");

        Answer promoted = rest.post("/v1/training/" + id + "/promote", "");

        assertThat(promoted.status()).as(promoted.text()).isEqualTo(200);
        assertThat(promoted.json().at("/reasons").toString()).contains("indexed anew by " + model);
        JsonNode rebuild = rest.get("/v1/collections/tr-both/rebuild").json();
        for (int i = 0; i < 1200 && rebuild.at("/state").asText().equals("building"); i++) {
            Thread.sleep(100);
            assertThat(search("tr-both", "{\"query\":\"harbor\"}").at("/hits").size())
                    .isPositive();
            rebuild = rest.get("/v1/collections/tr-both/rebuild").json();
        }
        assertThat(rebuild.at("/state").asText()).as(rebuild.toString()).isEqualTo("done");
        JsonNode collection = rest.get("/v1/collections/tr-both").json();
        assertThat(collection.at("/model").asText()).isEqualTo(model);
        assertThat(collection.at("/queryModel").isNull())
                .as(collection.toString())
                .isTrue();
        JsonNode found = search("tr-both", "{\"query\":\"the harbor of house 2\"}");
        assertThat(found.at("/model").asText()).isEqualTo(model);
        assertThat(found.at("/hits").toString()).contains("d2");
    }

    @Test
    void aJobThatIsStoppedLeavesNothing() throws Exception {
        fill("tr-stop");
        String id = start("{\"collection\":\"tr-stop\",\"threads\":1,\"epochs\":100}");

        Answer stopped = rest.delete("/v1/training/" + id);

        assertThat(stopped.status()).isEqualTo(200);
        assertThat(untilOver(id).at("/state").asText()).isEqualTo("CANCELLED");
        problem(rest.post("/v1/training/" + id + "/promote", ""), 409, "conflict", "job");
        problem(rest.get("/v1/training/" + id + "/report"), 404, "unknown_resource", "report");
        assertThat(rest.get("/v1/models").text()).doesNotContain(id);
        assertThat(rest.delete("/v1/training/" + id).json().at("/state").asText())
                .isEqualTo("CANCELLED");
    }

    @Test
    void refusesWhatMakesNoSenseByName() {
        fill("tr-bad");
        problem(rest.post("/v1/training", "{}"), 400, "invalid_argument", "collection");
        problem(rest.post("/v1/training", "{\"collection\":\"nowhere\"}"), 404, "unknown_collection", "collection");
        problem(bad("\"kind\":\"both\""), 400, "invalid_argument", "kind");
        problem(bad("\"strategy\":\"both\""), 400, "invalid_argument", "strategy");
        problem(bad("\"kind\":\"adapter\",\"strategy\":\"reindex\""), 400, "invalid_argument", "strategy");
        problem(bad("\"kind\":\"both-sides\",\"strategy\":\"query-only\""), 400, "invalid_argument", "strategy");
        problem(bad("\"promote\":\"yes\""), 400, "invalid_argument", "promote");
        problem(bad("\"epochs\":101"), 400, "invalid_argument", "epochs");
        problem(bad("\"folds\":1"), 400, "invalid_argument", "folds");
        problem(bad("\"rate\":-0.1"), 400, "invalid_argument", "rate");
        problem(bad("\"soft\":2"), 400, "invalid_argument", "soft");
        problem(bad("\"precision\":\"fp8\""), 400, "invalid_argument", "precision");
        problem(bad("\"threads\":-1"), 400, "invalid_argument", "threads");
        assertThat(rest.post("/v1/training", "{\"collection\":\"tr-bad\",\"epoch\":3}")
                        .status())
                .isEqualTo(400);
        assertThat(rest.post("/v1/training", "[]").status()).isEqualTo(400);
        assertThat(rest.post("/v1/training", "").status()).isEqualTo(400);
        for (String path : List.of("", "/events", "/report")) {
            problem(rest.get("/v1/training/nothing" + path), 404, "unknown_resource", "job");
        }
        problem(rest.delete("/v1/training/nothing"), 404, "unknown_resource", "job");
        problem(rest.post("/v1/training/nothing/promote", ""), 404, "unknown_resource", "job");
    }

    @Test
    void tooFewJudgedQueriesAreRefusedByNumber() {
        collection("tr-few");
        document("tr-few", "a", "the boiler leaks");
        judge("tr-few", "{\"query\":\"what leaks\",\"documentId\":\"a\",\"grade\":3}");

        Answer answer = rest.post("/v1/training", "{\"collection\":\"tr-few\"}");

        problem(answer, 400, "invalid_argument", "judged queries");
        assertThat(answer.text()).contains("at least 10");
    }

    private Answer bad(String setting) {
        return rest.post("/v1/training", "{\"collection\":\"tr-bad\"," + setting + "}");
    }

    private String start(String request) {
        Answer answer = rest.post("/v1/training", request);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.json().at("/id").asText();
    }

    private JsonNode untilOver(String id) throws InterruptedException {
        JsonNode job = rest.get("/v1/training/" + id).json();
        for (int i = 0; i < 2400 && !OVER.contains(job.at("/state").asText()); i++) {
            Thread.sleep(250);
            job = rest.get("/v1/training/" + id).json();
        }
        return job;
    }

    private void fill(String name) {
        collection(name);
        String[] judgements = new String[THINGS.length];
        for (int i = 0; i < THINGS.length; i++) {
            document(name, "d" + i, "The " + THINGS[i] + " of house " + i + " was closed because of the weather.");
            judgements[i] = "{\"query\":\"why can nobody use the " + THINGS[i] + "\",\"documentId\":\"d" + i
                    + "\",\"grade\":2}";
        }
        judge(name, judgements);
    }
}
