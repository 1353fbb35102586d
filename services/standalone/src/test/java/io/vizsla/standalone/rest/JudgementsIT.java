package io.vizsla.standalone.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people say of hits, and the examples that come of it. */
@QuarkusTest
@TestProfile(InstanceProfile.class)
class JudgementsIT extends Searching {

    private static final String AUTO =
            "{\"query\":\"How do I feed my dog?\",\"demonstrations\":\"auto\",\"explain\":true}";

    @Test
    void judgedQueriesBecomeExamplesOfASearch() {
        filled("judged");
        JsonNode result = judge(
                "judged",
                "{\"query\":\"how do I feed my puppy\",\"documentId\":\"food\",\"grade\":3}",
                "{\"query\":\"how do I wash my dog\",\"chunkId\":\"judged/bath#0\",\"grade\":2}",
                "{\"query\":\"where do cats sleep\",\"documentId\":\"cat\",\"grade\":0}",
                "{\"query\":\"broken\",\"grade\":1}");

        JsonNode answer = search("judged", AUTO);
        JsonNode chosen = step(answer, "choose");
        JsonNode moved = step(answer, "demonstrate");

        assertThat(result.at("/accepted").asInt()).isEqualTo(3);
        assertThat(result.at("/rejected/0/line").asInt()).isEqualTo(4);
        assertThat(chosen.at("/wanted").asInt()).isEqualTo(4);
        assertThat(chosen.at("/chosen").asInt()).isEqualTo(2);
        assertThat(chosen.at("/examples/0/query").asText()).isEqualTo("how do I feed my puppy");
        assertThat(chosen.at("/examples/0/passage").asText()).contains("twice a day");
        assertThat(chosen.at("/examples/0/chunkId").asText()).isEqualTo("judged/food#0");
        assertThat(chosen.at("/examples/0/grade").asInt()).isEqualTo(3);
        assertThat(chosen.at("/examples/0/reason").asText()).isEqualTo("the nearest judged query");
        assertThat(chosen.at("/examples/0/cosine").asDouble())
                .isGreaterThan(chosen.at("/examples/1/cosine").asDouble());
        assertThat(moved.at("/share").asDouble()).isBetween(0.0, 1.0);
        assertThat(moved.at("/examples/0/weight").asDouble()
                        + moved.at("/examples/1/weight").asDouble())
                .isEqualTo(1.0, within(1e-9));
        assertThat(step(answer, "encode").at("/prompt/0").asText()).endsWith("How do I feed my dog?");
        assertThat(step(answer, "encode").at("/tokens/0").asInt()).isPositive();
        assertThat(answer.at("/hits/0/documentId").asText()).isEqualTo("food");
        assertThat(answer.at("/timings").has("choose")).isTrue();
    }

    @Test
    void theQueryItselfIsNeverChosen() {
        filled("itself");
        judge(
                "itself",
                "{\"query\":\"how do i feed   my dog\",\"documentId\":\"bath\",\"grade\":3}",
                "{\"query\":\"how do I wash my dog\",\"documentId\":\"bath\",\"grade\":2}");

        assertThat(queries("itself")).containsExactly("how do I wash my dog");
    }

    @Test
    void theCollectionDecidesUnlessTheSearchDoes() {
        filled("decides");
        judge("decides", "{\"query\":\"how do I feed my puppy\",\"documentId\":\"food\"}");
        String usual = "{\"query\":\"feeding\",\"explain\":true}";
        String none = "{\"query\":\"feeding\",\"explain\":true,\"demonstrations\":\"none\"}";

        assertThat(step(search("decides", usual), "choose").isMissingNode()).isTrue();
        rest.put(
                "/v1/collections/decides",
                "{\"pipeline\":{\"demonstrations\":{\"default\":\"auto\",\"count\":1,\"diversity\":0.3}}}");
        assertThat(step(search("decides", usual), "choose").at("/wanted").asInt())
                .isEqualTo(1);
        assertThat(step(search("decides", usual), "choose").at("/chosen").asInt())
                .isEqualTo(1);
        assertThat(step(search("decides", none), "choose").isMissingNode()).isTrue();
    }

    @Test
    void judgementsAreListedAndTakenBack() {
        filled("listed");
        judge(
                "listed",
                "{\"query\":\"one\",\"documentId\":\"food\",\"grade\":3}",
                "{\"query\":\"two\",\"documentId\":\"food\",\"grade\":1}",
                "{\"query\":\"two\",\"chunkId\":\"listed/bath#0\",\"grade\":2}");

        List<String> seen = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = rest.get("/v1/collections/listed/judgements?limit=2" + after)
                    .json();
            assertThat(page.at("/total").asInt()).isEqualTo(3);
            page.at("/judgements")
                    .forEach(one -> seen.add(one.at("/query").asText() + " "
                            + one.at("/documentId").asText() + " "
                            + one.at("/grade").asText() + " "
                            + one.at("/source").asText()));
            after = page.at("/next").isNull()
                    ? ""
                    : "&after=" + Rest.encoded(page.at("/next").asText());
        } while (!after.isEmpty());
        assertThat(seen).containsExactlyInAnyOrder("one food 3 judged", "two food 1 judged", "two bath 2 judged");

        assertThat(rest.delete("/v1/collections/listed/judgements" + WAIT + "&query=TWO&documentId=bath")
                        .status())
                .isEqualTo(200);
        assertThat(rest.get("/v1/collections/listed/judgements")
                        .json()
                        .at("/total")
                        .asInt())
                .isEqualTo(2);
        JsonNode answer = search("listed", "{\"query\":\"three\",\"demonstrations\":\"auto\",\"explain\":true}");
        assertThat(step(answer, "choose").at("/examples").findValuesAsText("chunkId"))
                .containsOnly("listed/food#0");
    }

    @Test
    void judgementsOfOneQueryAreListedHoweverItIsWritten() {
        filled("one-query");
        judge(
                "one-query",
                "{\"query\":\"one\",\"documentId\":\"food\"}",
                "{\"query\":\"two\",\"documentId\":\"food\",\"grade\":1}",
                "{\"query\":\"Two?\",\"documentId\":\"cat\",\"grade\":0}",
                "{\"query\":\"two\",\"documentId\":\"bath\",\"grade\":2}",
                "{\"query\":\"three\",\"documentId\":\"bath\",\"grade\":2}");
        String path = "/v1/collections/one-query/judgements?query=TWO%3F&limit=";

        JsonNode all = rest.get(path + 50).json();
        JsonNode first = rest.get(path + 2).json();
        JsonNode others = rest.get(
                        path + "2&after=" + Rest.encoded(first.at("/next").asText()))
                .json();

        assertThat(all.at("/judgements").findValuesAsText("documentId")).containsExactly("bath", "cat", "food");
        assertThat(all.at("/judgements").findValuesAsText("queryId"))
                .containsOnly(all.at("/queryId").asText());
        assertThat(all.at("/next").isNull()).isTrue();
        assertThat(first.at("/judgements").findValuesAsText("documentId")).containsExactly("bath", "cat");
        assertThat(others.at("/judgements").findValuesAsText("documentId")).containsExactly("food");
        assertThat(others.at("/next").isNull()).isTrue();
        JsonNode never =
                rest.get("/v1/collections/one-query/judgements?query=never").json();
        assertThat(never.at("/judgements").isEmpty()).isTrue();
        assertThat(never.at("/queryId").asText()).hasSize(32);
        problem(rest.get("/v1/collections/one-query/judgements?query=+"), 400, "invalid_argument", "query");
    }

    @Test
    void feedbackCountsAndAClickOnlyWhereNobodyJudged() {
        filled("clicks");
        feedback("clicks", "click", "cat");
        assertThat(answers("clicks")).containsExactly("clicks/cat#0");
        feedback("clicks", "helpful", "food");
        assertThat(answers("clicks")).containsExactly("clicks/food#0");
        feedback("clicks", "unhelpful", "food");
        assertThat(answers("clicks")).containsExactly("clicks/cat#0");
        feedback("clicks", "unhelpful", "cat");
        assertThat(answers("clicks")).isEmpty();

        JsonNode listed = rest.get("/v1/collections/clicks/judgements").json();
        assertThat(listed.at("/judgements").findValuesAsText("source"))
                .containsExactlyInAnyOrder("clicked", "judged", "judged");
        assertThat(listed.at("/judgements").findValuesAsText("rank")).contains("2");
    }

    @Test
    void aNewCollectionOfTheNameInheritsNothing() {
        filled("heir");
        judge("heir", "{\"query\":\"how do I feed my puppy\",\"documentId\":\"food\",\"grade\":3}");
        assertThat(queries("heir")).hasSize(1);
        assertThat(rest.delete("/v1/collections/heir").status()).isEqualTo(204);

        filled("heir");

        assertThat(rest.get("/v1/collections/heir/judgements")
                        .json()
                        .at("/total")
                        .asInt())
                .isZero();
        assertThat(queries("heir")).isEmpty();
    }

    @Test
    void anotherDefaultTaskHasItsExamplesMadeAnew() throws InterruptedException {
        filled("tasks");
        judge("tasks", "{\"query\":\"how do I feed my puppy\",\"documentId\":\"food\",\"grade\":3}");
        rest.put(
                "/v1/collections/tasks",
                "{\"tasks\":{\"care\":\"Given a question of a pet owner, find advice\"},\"defaultTask\":\"care\"}");

        JsonNode answer = search("tasks", AUTO);
        for (int i = 0; i < 1200 && step(answer, "choose").at("/chosen").asInt() == 0; i++) {
            Thread.sleep(50);
            answer = search("tasks", AUTO);
        }

        assertThat(step(answer, "choose").at("/chosen").asInt()).isEqualTo(1);
        assertThat(step(answer, "encode").at("/prompt/0").asText())
                .isEqualTo("Given a question of a pet owner, find advice: How do I feed my dog?");
    }

    @Test
    void refusesWhatIsNoFeedback() {
        filled("bad-feedback");
        String path = "/v1/collections/bad-feedback/feedback";
        String hit = "{\"query\":\"q\",\"documentId\":\"food\",\"action\":";

        problem(rest.post(path, hit + "\"love\"}"), 400, "invalid_argument", "action");
        problem(rest.post(path, "{\"query\":\"q\",\"documentId\":\"food\"}"), 400, "invalid_argument", "action");
        problem(rest.post(path, hit + "\"click\",\"rank\":0}"), 400, "invalid_argument", "rank");
        problem(rest.post(path, hit + "\"click\",\"rank\":10001}"), 400, "invalid_argument", "rank");
        problem(rest.post(path, hit + "\"click\",\"chunkId\":\"other/food#0\"}"), 400, "invalid_argument", "chunkId");
        problem(rest.post(path, "{\"query\":\"q\",\"action\":\"click\"}"), 400, "invalid_argument", "documentId");
        problem(rest.post(path, "{\"documentId\":\"d\",\"action\":\"click\"}"), 400, "invalid_argument", "query");
        problem(
                rest.post("/v1/collections/none/feedback", hit + "\"click\"}"),
                404,
                "unknown_collection",
                "collection");
        problem(
                rest.lines("/v1/collections/none/judgements", "{}".getBytes(StandardCharsets.UTF_8)),
                404,
                "unknown_collection",
                "collection");
        problem(rest.delete("/v1/collections/bad-feedback/judgements?query=q"), 400, "invalid_argument", "documentId");
        problem(
                rest.delete("/v1/collections/bad-feedback/judgements?documentId=food"),
                400,
                "invalid_argument",
                "query");
        problem(rest.get("/v1/collections/bad-feedback/judgements?limit=0"), 400, "invalid_argument", "limit");
    }

    private void filled(String name) {
        collection(name, "{}");
        document(name, "food", "Feed a dog twice a day, always at the same time.");
        document(name, "bath", "Wash a dog with lukewarm water and a mild soap.");
        document(name, "cat", "A cat sleeps most of the day, wherever it is warm.");
    }

    private void feedback(String collection, String action, String document) {
        assertThat(rest.post(
                                "/v1/collections/" + collection + "/feedback" + WAIT,
                                "{\"query\":\"how do I feed my puppy\",\"documentId\":\"" + document
                                        + "\",\"rank\":2,\"action\":\"" + action + "\"}")
                        .status())
                .isEqualTo(200);
    }

    private List<String> queries(String collection) {
        return step(search(collection, AUTO), "choose").at("/examples").findValuesAsText("query");
    }

    private List<String> answers(String collection) {
        return step(search(collection, AUTO), "choose").at("/examples").findValuesAsText("chunkId");
    }
}
