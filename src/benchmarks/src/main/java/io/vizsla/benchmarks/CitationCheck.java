package io.vizsla.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vizsla.evaluation.Qrels;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether the citations of extractive answers are true: looks for the quoted words of every citation in the passage that it names, as
 * the instance holds it whatever the answer says that it is, and in the document that was sent. For one thread.
 */
final class CitationCheck {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RunningInstance instance;
    private final String collection;
    private final Map<String, String> sent;
    private final Qrels qrels;
    private final List<String> untrue = new ArrayList<>();
    private int questions;
    private int extractive;
    private int relevant;
    private int citations;

    /**
     * Makes a check of a filled collection.
     *
     * @param sent the documents in it, id to text
     */
    CitationCheck(RunningInstance instance, String collection, Map<String, String> sent, Qrels qrels) {
        this.instance = instance;
        this.collection = collection;
        this.sent = sent;
        this.qrels = qrels;
    }

    /**
     * What was seen.
     *
     * @param extractive how many questions were answered, by sentences of the passages
     * @param relevant how many of those cite a document that is judged relevant
     * @param untrue a line for each citation that quotes what is not there
     */
    record Result(int questions, int extractive, int relevant, int citations, List<String> untrue) {

        /** Tells whether there was something to check, and all of it was true. */
        boolean holds() {
            return citations > 0 && untrue.isEmpty();
        }
    }

    /** Asks a judged question and checks the citations of the answer. */
    void ask(String query, String text) {
        ObjectNode body = JSON.createObjectNode().put("question", text).put("generate", false);
        JsonNode answer = instance.post("/v1/collections/" + collection + "/answer", body.toString());
        questions++;
        if (!answer.at("/kind").asText().equals("extractive")) {
            return;
        }
        extractive++;
        Set<String> cited = new TreeSet<>();
        for (JsonNode citation : answer.at("/citations")) {
            citations++;
            cited.add(check(query, answer, citation));
        }
        relevant += cited.stream().anyMatch(id -> qrels.of(query).getOrDefault(id, 0) > 0) ? 1 : 0;
    }

    Result result() {
        return new Result(questions, extractive, relevant, citations, List.copyOf(untrue));
    }

    private String check(String query, JsonNode answer, JsonNode citation) {
        JsonNode passage = answer.at("/passages").path(citation.at("/number").asInt() - 1);
        String document = passage.at("/documentId").asText();
        String chunk = passage.at("/chunkId").asText();
        String quote = citation.at("/quote").asText();
        String statement = answer.at("/text")
                .asText()
                .substring(citation.at("/start").asInt(), citation.at("/end").asInt());
        expect(held(document, chunk).contains(quote), query, "not in chunk " + chunk, quote);
        expect(sent.getOrDefault(document, "").contains(quote), query, "not in document " + document, quote);
        expect(statement.equals(quote.replaceAll("\\s+", " ")), query, "not what is quoted: " + quote, statement);
        return document;
    }

    private void expect(boolean holds, String query, String fault, String words) {
        if (!holds || words.isBlank()) {
            untrue.add("query " + query + ": " + fault + ": " + words);
        }
    }

    /** Returns the text of a chunk as the instance holds it. */
    private String held(String document, String chunk) {
        String id = URLEncoder.encode(document, StandardCharsets.UTF_8).replace("+", "%20");
        for (JsonNode one : instance.get("/v1/collections/" + collection + "/documents/" + id)
                .at("/chunks")) {
            if (one.at("/chunkId").asText().equals(chunk)) {
                return one.at("/text").asText();
            }
        }
        return "";
    }
}
