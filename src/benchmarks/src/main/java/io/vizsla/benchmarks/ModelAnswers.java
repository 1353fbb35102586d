package io.vizsla.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vizsla.evaluation.BeirDocument;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What each of two models answers to queries while it serves alone, so that later answers can be told to be one's or the
 * other's. Safe for any number of threads once both were learned.
 */
final class ModelAnswers {

    /** Of a cosine: queries are encoded in other batches than before. */
    private static final double TOLERANCE = 0.02;

    /** The field that tells what may be an answer from what is written meanwhile. */
    static final String FIELD = "kind";

    private static final String OF_THE_CORPUS = "corpus";
    private static final int TOP = 10;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RunningInstance instance;
    private final String collection;
    private final List<String> queries;
    private final Map<String, Map<String, Map<String, Double>>> scores = new ConcurrentHashMap<>();

    ModelAnswers(RunningInstance instance, String collection, List<String> queries) {
        this.instance = instance;
        this.collection = collection;
        this.queries = queries;
    }

    /** Returns a document as it is sent, which may be an answer. */
    static String document(BeirDocument document) {
        ObjectNode body = JSON.createObjectNode().put("title", document.title()).put("text", document.text());
        body.putObject("metadata").put(FIELD, OF_THE_CORPUS);
        return body.toString();
    }

    /** Asks every query of the model that serves. */
    void learn(String model) {
        Map<String, Map<String, Double>> learned = new HashMap<>();
        for (String query : queries) {
            JsonNode answer = ask(query);
            if (!answer.path("model").asText().startsWith(model)) {
                throw new IllegalStateException(model + " does not serve: " + answer.path("model"));
            }
            learned.put(query, hits(answer));
        }
        scores.put(model, learned);
    }

    /** Returns how many queries the models answer so differently that an answer of the one is none of the other. */
    int telling() {
        List<Map<String, Map<String, Double>>> both = List.copyOf(scores.values());
        return (int) queries.stream()
                .filter(query -> !alike(of(both.get(0), query), of(both.get(1), query)))
                .count();
    }

    /** Asks any of the queries and returns what is wrong with the answer; empty if it is what the model that it names answers. */
    String askAny() {
        String query = queries.get(ThreadLocalRandom.current().nextInt(queries.size()));
        JsonNode answer = ask(query);
        String model = answer.path("model").asText();
        Map<String, Double> hits = hits(answer);
        StringBuilder wrong = new StringBuilder();
        for (Map.Entry<String, Map<String, Map<String, Double>>> learned : scores.entrySet()) {
            Map<String, Double> wanted = of(learned.getValue(), query);
            boolean isNamed = model.startsWith(learned.getKey());
            if (isNamed && alike(wanted, hits)) {
                return "";
            }
            wrong.append(String.format(
                    Locale.ROOT, "%s%s would answer %s; ", learned.getKey(), isNamed ? " (named)" : "", wanted));
        }
        return "\"" + query + "\": " + wrong + "found " + hits;
    }

    private static Map<String, Double> of(Map<String, Map<String, Double>> learned, String query) {
        return learned.getOrDefault(query, Map.of());
    }

    private JsonNode ask(String query) {
        ObjectNode body =
                JSON.createObjectNode().put("query", query).put("mode", "dense").put("topK", TOP);
        body.putObject("filter").put("field", FIELD).put("op", "eq").put("value", OF_THE_CORPUS);
        return instance.post("/v1/collections/" + collection + "/search", body.toString());
    }

    /** Whether all but two of the hits are there, by about the same scores: at the edge of the list one may be out. */
    private static boolean alike(Map<String, Double> wanted, Map<String, Double> found) {
        long same = wanted.entrySet().stream()
                .filter(hit -> Math.abs(found.getOrDefault(hit.getKey(), Double.NaN) - hit.getValue()) < TOLERANCE)
                .count();
        return !wanted.isEmpty() && same >= wanted.size() - 2;
    }

    /** By their cosines: the score is a probability, which other documents that are written meanwhile move. */
    private static Map<String, Double> hits(JsonNode answer) {
        Map<String, Double> hits = new LinkedHashMap<>();
        answer.path("hits")
                .forEach(hit -> hits.put(
                        hit.path("chunkId").asText(), hit.at("/signals/dense").doubleValue()));
        return hits;
    }
}
